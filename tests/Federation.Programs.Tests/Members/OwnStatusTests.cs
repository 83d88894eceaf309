using Federation.Errors.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf;

namespace Federation.Programs.Tests;

/// <summary>What members see of programmes.</summary>
public sealed class OwnStatusTests
{
    private const string Me = ResourceNames.Me;

    [Fact]
    public async Task Status_OfTheMemberItself_LeavesOutWhatIsTheBrandsOwn()
    {
        await using var module = await Module.StartAsync();
        await module.InForceAsync(t => t.Segments.Add("segments/vip"));
        var member = module.NewMember();
        await module.Members.UpdateSegment(
            new()
            {
                RequestId = Module.NewId(),
                Program = Given.Program,
                Segment = "segments/vip",
                Add = { member },
            }, Call.Ann);
        await module.GrantAsync(member, "gold", "2026-01-01", "2027-01-01");
        await module.FreezeAsync(member, "2026-01-01", "2027-01-01");
        var seen = await module.StatusAsync(member);
        Assert.Equal(["segments/vip"], seen.Segments);
        Assert.NotEmpty(seen.Grants[0].Creator + seen.Freezes[0].Creator);

        var own = await StatusAsync(module, Me, Call.Member(Module.IdOf(member), "aster"));
        Assert.Equal(Me, own.Member);
        Assert.Equal(seen.Tiers, own.Tiers);
        Assert.Equal("gold", own.Tiers.Single().Standing.Level);
        Assert.Equal(("gold", ""), (own.Tiers.Single().LevelTitle.En, own.Tiers.Single().NextLevelTitle?.En ?? ""));
        Assert.Equal(seen.Grants.Single().Grant, own.Grants.Single().Grant);
        Assert.Empty(own.Segments);
        string[] secrets = [member, "goodwill", "illness", "credentials", "vip", Module.IdOf(member).ToString()];
        foreach (var secret in secrets)
            Assert.DoesNotContain(secret, own.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_OfOthers_AndOfUnprovenBrands_IsRefused()
    {
        await using var module = await Module.StartAsync();
        await module.InForceAsync();
        var (member, other) = (module.NewMember(), module.NewMember());
        var (id, call) = (Module.IdOf(member), Call.Member(Module.IdOf(member), "aster"));
        foreach (var name in new[] { member, other, Module.NameTo(id, Module.IdOf(other)) })
            await RefusedAsync(ErrorReason.MemberNotFound, StatusAsync(module, name, call));
        await RefusedAsync(ErrorReason.MemberNotFound, StatusAsync(module, Me, Call.Ann));
        await RefusedAsync(ErrorReason.BrandNotProven, StatusAsync(module, Me, Call.Member(id)));
        await RefusedAsync(ErrorReason.BrandNotProven, StatusAsync(module, Me, Call.Member(id, "birch")));
        await RefusedAsync(ErrorReason.FieldInvalid, StatusAsync(module, "members/you", call));
    }

    [Fact]
    public async Task Programs_OfProvenBrandsAlone_AreShown()
    {
        await using var module = await Module.StartAsync();
        var (proven, stranger) = (Call.Member(Module.IdOf(module.NewMember()), "aster"),
            Call.Member(Module.IdOf(module.NewMember()), "birch"));
        var listed = await module.Programs.ListPrograms(new() { Parent = "partners/aster" }, proven);
        Assert.Equal(Given.Program, Assert.Single(listed.Programs).Name);
        Assert.Equal(Given.Program,
            (await module.Programs.GetProgram(new() { Name = Given.Program }, proven)).Program.Name);
        await RefusedAsync(ErrorReason.BrandNotProven,
            module.Programs.ListPrograms(new() { Parent = "partners/aster" }, stranger));
        await RefusedAsync(ErrorReason.BrandNotProven,
            module.Programs.GetProgram(new() { Name = Given.Program }, stranger));
        // As for a programme that there is not: nothing is learnt of it.
        await RefusedAsync(ErrorReason.BrandNotProven,
            module.Programs.GetProgram(new() { Name = "partners/aster/programs/other" }, stranger));
    }

    [Fact]
    public void Evaluation_OfTheMembersOwn_HasTheOrderAndTheWordsAlone()
    {
        const string ruleSet = Given.Program + "/ruleSets/1";
        var rules = CompiledRuleSet.Of(ruleSet, Given.Terms());
        var award = new Award { Rule = "base", Coins = new CoinAward { Coin = "coins/aster", Units = 90 } };
        var record = new EvaluationRecord
        {
            RuleSet = ruleSet,
            Terms = Given.Terms(),
            Order = new Order { Member = "members/x", EventId = "7", PayerHash = ByteString.CopyFromUtf8("payer") },
            Facts = new Facts { Member = new MemberFacts { Segments = { "segments/vip" } } },
            LeftOut = { "busy" },
            Result = new Evaluation
            {
                TotalMinorUnits = 90,
                Awards = { award.Clone() },
                Tallies = { new TallyMove { Add = 1 } },
                TalliesWhenEarned = { new TallyMove { Add = 1 } },
                Exposures = { new Exposure { Campaign = "test", Arm = Arm.HeldOut } },
            },
        };
        var own = OwnEvaluation.Of(record, rules);
        Assert.Contains("90", own.Result.Awards[0].Words.En, StringComparison.Ordinal);
        own.Result.Awards[0].Words = null;
        var wanted = new EvaluationRecord
        {
            RuleSet = ruleSet,
            Order = new Order { Member = Me, EventId = "7" },
            Result = new Evaluation { TotalMinorUnits = 90, Awards = { award } },
        };
        Assert.Equal(wanted, own);
        // What is kept stays as it was decided.
        Assert.Equal(("members/x", null), (record.Order.Member, record.Result.Awards[0].Words));
    }

    [Fact]
    public void Record_OfAnEvent_ShowsAMemberItsOwnActAlone()
    {
        var terms = new RuleSetTerms { TimeZone = "Europe/London", Coins = { "coins/aster" } };
        var record = new EvaluationRecord
        {
            RuleSet = Given.RuleSet(1),
            Terms = terms,
            Event = new Event { Member = "members/x", EventId = "7", Object = "spring" },
            Facts = new Facts { Tallies = { new TallyValue { Units = 5 } } },
            Result = new Evaluation { RunDays = 3, Tallies = { new TallyMove { Add = 1 } } },
        };
        Assert.Equal(
            new EvaluationRecord
            {
                RuleSet = Given.RuleSet(1),
                Event = new Event { Member = Me, EventId = "7", Object = "spring" },
                Result = new Evaluation { RunDays = 3 },
            },
            OwnEvaluation.Of(record, CompiledRuleSet.Of("", terms)));
        Assert.Equal("members/x", record.Event.Member);
    }

    private static async Task RefusedAsync(ErrorReason reason, Task call) =>
        Assert.Equal(reason, await Refusals.ReasonAsync(call));

    private static async Task<MemberStatus> StatusAsync(Module module, string member, Call call) =>
        (await module.Members.GetMemberStatus(new() { Program = Given.Program, Member = member }, call)).Status;
}

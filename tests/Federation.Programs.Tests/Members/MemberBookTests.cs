using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using Date = Google.Type.Date;

namespace Federation.Programs.Tests;

/// <summary>What is known of members when their orders are decided. It is 1 March 2026.</summary>
public sealed class MemberBookTests
{
    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Facts_HaveOnlyWhatTheRuleSetAsksFor(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var plain = await module.InForceAsync();
        var asking = await module.InForceAsync(Asking);
        var ann = await GivenAsync(module);

        var facts = await module.FactsAsync(plain, ann);
        Assert.Equal(16, facts.Id.Length);
        Assert.Empty(facts.Attributes);
        Assert.Empty(facts.Segments);
        Assert.Null(facts.Birthday);
        Assert.Null(facts.BirthdaySetTime);
        facts = await module.FactsAsync(asking, ann);
        Assert.Equal([new V1.Attribute { Name = "city", Value = "Suzhou" }], facts.Attributes);
        Assert.Equal(["segments/vip"], facts.Segments);
        Assert.Equal((new Date { Month = 5, Day = 1 }, Given.Now.ToTimestamp()),
            (facts.Birthday, facts.BirthdaySetTime));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Facts_OfManyAtOnce_AreEachTheirOwn(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var asking = await module.InForceAsync(Asking);
        var known = await GivenAsync(module);
        await module.GrantAsync(known, "gold", "2026-03-01", "2026-04-01");
        var others = Enumerable.Range(0, 60).Select(_ => module.NewMember()).ToList();

        var facts = await Task.WhenAll(others.Append(known).Select(m => module.FactsAsync(asking, m)));
        Assert.Equal(["segments/vip"], facts[^1].Segments);
        Assert.Equal("gold", facts[^1].TierGrants.Single().Level);
        Assert.Equal(others.Select(MemberChecks.IdOf), facts[..^1].Select(f => f.Id));
        Assert.All(
            facts[..^1],
            f => Assert.Equal((0, 0, 0), (f.Segments.Count, f.Attributes.Count, f.TierGrants.Count)));
    }

    [Fact]
    public async Task JoinTime_IsTheProfilesElseThatOfTheLinkInAllianceTime()
    {
        await using var module = await Module.StartAsync();
        var ruleSet = await module.InForceAsync();
        var ann = module.NewMember();
        // Linked ten days ago by the system's clock; alliance time is another.
        var joined = (await module.FactsAsync(ruleSet, ann)).JoinTime.ToDateTimeOffset();
        Assert.InRange(joined, Given.Now.AddDays(-10).AddMinutes(-5), Given.Now.AddDays(-10).AddMinutes(5));
        module.Known[ann].LinkTime = DateTimeOffset.UtcNow.AddHours(1).ToTimestamp();
        Assert.Equal(Given.Now.ToTimestamp(), (await module.FactsAsync(ruleSet, ann)).JoinTime);
        await module.Members.SetProfile(
            new()
            {
                RequestId = Module.NewId(),
                Member = ann,
                JoinTime = Given.Now.AddYears(-9).ToTimestamp(),
            }, Call.Ann);
        Assert.Equal(Given.Now.AddYears(-9).ToTimestamp(), (await module.FactsAsync(ruleSet, ann)).JoinTime);
    }

    /// <summary>An order of a member who has nothing frozen asks the ledger once, where it is decided.</summary>
    [Fact]
    public async Task Ledger_IsAskedForFrozenLevelsAlone()
    {
        await using var module = await Module.StartAsync();
        var ruleSet = await module.InForceAsync();
        var ann = module.NewMember();
        await module.GrantAsync(ann, "gold", "2026-03-01", "2026-04-01");
        await module.FreezeAsync("", "2025-01-01", "2026-01-01");
        await module.FactsAsync(ruleSet, ann);
        Assert.Equal(0, module.Reads);
        await module.FreezeAsync("", "2026-03-01", "2026-04-01");
        Assert.Equal(["gold", "gold"], (await module.FactsAsync(ruleSet, ann)).TierGrants.Select(g => g.Level)
            .Concat((await module.FactsAsync(ruleSet, ann)).TierGrants.Select(g => g.Level)));
        Assert.Equal(2, module.Reads);
    }

    [Fact]
    public async Task Status_SaysLevelsSegmentsAndCounters()
    {
        await using var module = await Module.StartAsync();
        var ann = await GivenAsync(module);
        Assert.Equal(ErrorReason.NoRuleSetInForce, await Refusals.ReasonAsync(module.StatusAsync(ann)));
        var ruleSet = await module.InForceAsync(
            t => t.Counters.Add(new Counter { Id = "cups", Of = CountedBy.Quantity, Period = Period.Month }));
        // March began on day 20513, the year on day 20454.
        module.Count(ann, "tiers/club", 20454, 1200);
        module.Count(ann, "counters/cups", 20513, 3);

        var status = await module.StatusAsync(ann);
        Assert.Equal((ann, ruleSet.Name.ToString(), Given.Now.ToTimestamp()),
            (status.Member, status.RuleSet, status.Time));
        Assert.Equal(["segments/lapsed", "segments/vip"], status.Segments);
        Assert.Equal("cups 3", $"{status.Counters.Single().Counter} {status.Counters[0].Units}");
        var tier = status.Tiers.Single();
        Assert.Equal(
            new TierStanding { Scheme = "club", Level = "silver", Counted = 1200, NextLevel = "gold", Missing = 3800 },
            tier.Standing);
        Assert.Equal(
            (Module.DateOf("2026-12-31"), Module.DateOf("2026-01-01"), Module.DateOf("2026-12-31")),
            (tier.LastDate, tier.PeriodFirstDate, tier.PeriodLastDate));
        Assert.Equal(["time"], await Refusals.FieldsAsync(module.StatusAsync(ann, Given.Now.AddSeconds(1))));
        Assert.Equal(ErrorReason.MemberNotFound,
            await Refusals.ReasonAsync(module.StatusAsync(Module.StrangerTo("birch", out _))));
    }

    private static void Asking(RuleSetTerms terms)
    {
        terms.Segments.AddRange(["segments/vip", "segments/other"]);
        var rule = Given.Rule("known", Given.Off(1));
        rule.Condition = new Condition
        {
            Any = new ConditionList
            {
                Of =
                {
                    new Condition { Member = new MemberIs { Attribute = "city", Values = { "Suzhou" } } },
                    new Condition { Segment = "segments/vip" },
                    new Condition { Birthday = new BirthdayWindow { Period = BirthdayPeriod.Day } },
                },
            },
        };
        terms.Rules.Add(rule);
    }

    /// <summary>A member of whom much is known, more than any rule set here asks for.</summary>
    private static async Task<string> GivenAsync(Module module)
    {
        var ann = module.NewMember();
        await module.Members.SetProfile(
            new()
            {
                RequestId = Module.NewId(),
                Member = ann,
                Birthday = new Date { Month = 5, Day = 1 },
                Attributes =
                {
                    new V1.Attribute { Name = "city", Value = "Suzhou" },
                    new V1.Attribute { Name = "illness", Value = "none of anybody's business" },
                },
            }, Call.Ann);
        foreach (var segment in new[] { "segments/vip", "segments/lapsed" })
            await module.Members.UpdateSegment(
                new() { RequestId = Module.NewId(), Program = Given.Program, Segment = segment, Add = { ann } },
                Call.Ann);
        return ann;
    }
}

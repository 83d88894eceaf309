using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;

namespace Federation.Programs.Tests;

/// <summary>Drafts: who may write them, and what they may say.</summary>
public sealed class RuleSetDraftTests
{
    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Draft_WrittenAnewAndProposed_IsWhatWasWrittenLast(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var draft = await module.DraftAsync();
        var terms = Given.Generous(500);
        terms.TimeZoneVersion = "1970a";
        var request = Module.Update(draft.Name, terms);
        var written = (await module.Programs.UpdateRuleSet(request, Call.Bob)).RuleSet;
        var again = await module.Programs.UpdateRuleSet(request, Call.Bob);
        var read = await module.GetAsync(draft.Name);
        terms.TimeZoneVersion = "";

        Assert.Equal((Given.RuleSet(1), RuleSetState.Draft, 1L), (draft.Name, draft.State, draft.Revision));
        Assert.Equal("partners/aster/credentials/aster-ann", draft.Proposer);
        Assert.Equal((2L, (RuleSetTerms?)null), (written.Revision, written.Terms));
        Assert.True(again.Replayed);
        Assert.Equal(terms, read.Terms);
        Assert.Empty(read.Digest);

        var proposed = await module.ProposeAsync(draft.Name, 2);
        terms.TimeZoneVersion = ProgramCalendar.DataVersion;
        Assert.Equal((RuleSetState.Proposed, 595), (proposed.State, proposed.Report.GiveAwayBasisPoints));
        Assert.Equal(Fingerprint.Of("federation/ruleSet/1", terms), proposed.Digest.ToByteArray());
        Assert.Equal(terms, (await module.GetAsync(draft.Name)).Terms);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Drafts_MadeAtOnce_GetNumbersOfTheirOwn(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => module.Another()).ToList().Select(s =>
            s.CreateRuleSet(new CreateRuleSetRequest
            {
                RequestId = Module.NewId(),
                Parent = Given.Program,
                Terms = Given.Terms(),
            }, Call.Ann)));
        Assert.Equal(
            Enumerable.Range(1, 4).Select(Given.RuleSet),
            made.Select(m => m.RuleSet.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Draft_ChangedByTwoAtOnce_IsChangedByOne(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var draft = await module.DraftAsync();
        var reasons = await Task.WhenAll(Enumerable.Range(1, 4).Select(n => (n, module.Another())).ToList().Select(
            async s =>
            {
                try
                {
                    await s.Item2.UpdateRuleSet(Module.Update(draft.Name, Given.Generous(s.n)), Call.Bob);
                    return ErrorReason.Unspecified;
                }
                catch (RefusalException e)
                {
                    return e.Refusal.Reason;
                }
            }));
        Assert.Single(reasons, ErrorReason.Unspecified);
        Assert.Equal(3, reasons.Count(r => r == ErrorReason.VersionMismatch));
        Assert.Equal(2, (await module.GetAsync(draft.Name)).Revision);
    }

    [Fact]
    public async Task Draft_IsRefusedForWhatItCannotBe()
    {
        await using var module = await Module.StartAsync();
        var terms = Given.Terms();
        (terms.TimeZone, terms.UnpaidMinutes) = ("Asia/Atlantis", 0);
        Assert.Equal(["terms.time_zone", "terms.unpaid_minutes"], await Refusals.FieldsAsync(module.DraftAsync(terms)));
        Assert.Equal(["terms"], await Refusals.FieldsAsync(module.Programs.CreateRuleSet(
            new() { RequestId = Module.NewId(), Parent = Given.Program }, Call.Ann)));
        var large = Given.Terms();
        large.Categories.Add(new string('x', ProgramForm.MaxTermsBytes));
        Assert.Equal(["terms"], await Refusals.FieldsAsync(module.DraftAsync(large)));
        var manyFaults = Given.Terms();
        manyFaults.Rules.AddRange(Enumerable.Range(0, 30).Select(_ => Given.Rule("X")));
        Assert.InRange((await Refusals.FieldsAsync(module.DraftAsync(manyFaults))).Count(), 20, 21);
    }

    [Theory]
    [InlineData("coins/cedar", ErrorReason.CoinNotFound)]
    [InlineData("coins/birch", ErrorReason.NotYours)]
    public async Task Draft_WithACoinThatIsNotTheBrands_IsRefused(string coin, ErrorReason reason)
    {
        await using var module = await Module.StartAsync();
        var draft = await module.DraftAsync();
        var terms = Given.Terms();
        terms.Coins.Add(coin);

        Assert.Equal(reason, await Refusals.ReasonAsync(module.DraftAsync(terms)));
        Assert.Equal(reason, await Refusals.ReasonAsync(
            module.Programs.UpdateRuleSet(Module.Update(draft.Name, terms), Call.Ann)));
        Assert.Equal(reason, await Refusals.ReasonAsync(
            module.Programs.CheckRuleSet(new() { Parent = Given.Program, Terms = terms }, Call.Ann)));
    }

    [Theory]
    [InlineData(4, 100, "")]
    [InlineData(2, 1, "")]
    [InlineData(4, 1, "terms.settlement_units_per_minor_unit")]
    [InlineData(0, 100, "terms.currency")]
    public async Task Draft_InTheAlliancesCurrency_MustFitItsScale(int scale, long units, string field)
    {
        await using var module = await Module.StartAsync();
        (module.Deployment.SettlementCurrency, module.Deployment.SettlementScale) = ("CNY", scale);
        var terms = Given.Terms();
        terms.SettlementUnitsPerMinorUnit = units;
        if (field.Length == 0)
            await module.DraftAsync(terms);
        else
            Assert.Equal([field], await Refusals.FieldsAsync(module.DraftAsync(terms)));
    }

    [Fact]
    public async Task RuleSet_OfAnotherBrandOrNone_IsNotFound()
    {
        await using var module = await Module.StartAsync();
        var name = (await module.DraftAsync()).Name;
        var none = Given.RuleSet(9);
        var programs = module.Programs;
        foreach (var (by, which) in new[] { (Call.Birch, name), (Call.Ann, none) })
        {
            foreach (var call in new Func<Task>[]
                {
                    () => programs.GetRuleSet(new() { Name = which }, by),
                    () => programs.UpdateRuleSet(Module.Update(which, Given.Terms()), by),
                    () => programs.ProposeRuleSet(Module.Proposal(which), by),
                    () => programs.ApproveRuleSet(Module.Approval(which), by),
                    () => programs.PublishRuleSet(Module.Publication(which), by),
                    () => programs.DiffRuleSets(new() { Name = which, Other = name }, by),
                })
                Assert.Equal(ErrorReason.RuleSetNotFound, await Refusals.ReasonAsync(call()));
        }
        Assert.Equal(ErrorReason.RuleSetNotFound, await Refusals.ReasonAsync(
            programs.CheckRuleSet(new() { Parent = Given.Program, RuleSet = none }, Call.Ann)));
        foreach (var call in new Func<Task>[]
            {
                () => programs.GetRuleSet(new() { Name = Given.Program + "/ruleSets/-" }, Call.Birch),
                () => programs.ListRuleSets(new() { Parent = Given.Program }, Call.Birch),
                () => programs.ListRuleSetPublications(new() { Parent = Given.Program }, Call.Birch),
                () => programs.CheckRuleSet(new() { Parent = Given.Program, Terms = Given.Terms() }, Call.Birch),
                () => programs.CreateRuleSet(
                    new() { RequestId = Module.NewId(), Parent = Given.Program, Terms = Given.Terms() }, Call.Birch),
            })
            Assert.Equal(
                ErrorReason.ProgramNotFound, await Refusals.ReasonAsync(call()));
    }

    [Fact]
    public async Task RuleSet_Proposed_IsSealed()
    {
        await using var module = await Module.StartAsync();
        var draft = await module.DraftAsync();
        Assert.Equal(ErrorReason.VersionMismatch, await Refusals.ReasonAsync(module.ProposeAsync(draft.Name, 2)));
        var proposal = Module.Proposal(draft.Name);
        await module.Programs.ProposeRuleSet(proposal, Call.Ann);

        Assert.True((await module.Programs.ProposeRuleSet(proposal, Call.Ann)).Replayed);
        Assert.Equal(ErrorReason.RuleSetNotDraft, await Refusals.ReasonAsync(module.ProposeAsync(draft.Name, 2)));
        Assert.Equal(ErrorReason.RuleSetNotDraft, await Refusals.ReasonAsync(
            module.Programs.UpdateRuleSet(Module.Update(draft.Name, Given.Terms(), 2), Call.Ann)));
    }

    [Fact]
    public async Task Draft_Unsafe_IsKeptAndCannotBeProposed()
    {
        await using var module = await Module.StartAsync();
        var draft = await module.DraftAsync(Given.Unsafe());

        var refusal = await Refusals.OfAsync(module.ProposeAsync(draft.Name));

        Assert.Equal(ErrorReason.RuleSetUnsafe, refusal.Reason);
        Assert.Equal(("coin_payment", "GUARD_FINDING_KIND_FREE_LOOP"),
            (refusal.Metadata["path"], refusal.Metadata["kind"]));
        Assert.Equal((RuleSetState.Draft, 1L), ((await module.GetAsync(draft.Name)).State, draft.Revision));
    }

    [Fact]
    public async Task Lists_ShowNeitherRulesNorFindings_NewestFirst()
    {
        await using var module = await Module.StartAsync();
        await module.ApprovedAsync();
        await module.DraftAsync();
        await module.DraftAsync();
        var first = await ListAsync(module, "");
        var second = await ListAsync(module, first.NextPageToken);

        Assert.Equal([Given.RuleSet(3), Given.RuleSet(2)], first.RuleSets.Select(s => s.Name));
        var last = Assert.Single(second.RuleSets);
        Assert.Equal((Given.RuleSet(1), RuleSetState.Approved, 100, (RuleSetTerms?)null),
            (last.Name, last.State, last.Report.GiveAwayBasisPoints, last.Terms));
        Assert.Empty(second.NextPageToken);
        Assert.Equal(ErrorReason.PageTokenInvalid, await Refusals.ReasonAsync(ListAsync(module, "00")));
    }

    private static Task<ListRuleSetsResponse> ListAsync(Module module, string token) =>
        module.Programs.ListRuleSets(new() { Parent = Given.Program, PageSize = 2, PageToken = token }, Call.Ann);
}

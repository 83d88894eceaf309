using Federation.Programs.V1;

namespace Federation.Programs.Tests;

/// <summary>What the guard says of terms, and where it gets the values of coins.</summary>
public sealed class RuleSetCheckTests
{
    [Fact]
    public async Task Check_SaysWhatProposingWouldSay()
    {
        await using var module = await Module.StartAsync();
        var draft = await module.DraftAsync(Given.Generous(500));

        var written = await CheckAsync(module, new() { RuleSet = draft.Name });
        var given = await CheckAsync(module, new() { Terms = Given.Unsafe() });
        var proposed = await module.ProposeAsync(draft.Name);

        Assert.Equal((595, 3000), (written.Report.GiveAwayBasisPoints, written.BandBasisPoints));
        Assert.Equal(written.Report, proposed.Report);
        Assert.Equal(GuardFindingKind.FreeLoop, Assert.Single(given.Report.Findings, f => f.Error).Kind);
    }

    [Fact]
    public async Task Check_OfBothOrNeitherOrAnotherProgrammes_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var other = "partners/aster/programs/other/ruleSets/1";
        foreach (var request in new CheckRuleSetRequest[]
            { new(), new() { RuleSet = Given.RuleSet(1), Terms = new() }, new() { RuleSet = other } })
            Assert.Equal(["rule_set"], await Refusals.FieldsAsync(CheckAsync(module, request)));
        var large = Given.Terms();
        large.Categories.Add(new string('x', ProgramForm.MaxTermsBytes));
        Assert.Equal(["terms"], await Refusals.FieldsAsync(CheckAsync(module, new() { Terms = large })));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task Check_WithoutAValueOfACoin_WarnsThatItCountsAsNothing(bool withExchange, bool withBoard)
    {
        await using var module = await Module.StartAsync();
        module.Board = withBoard ? new() : null;
        var checkedTerms = await module.Another(withExchange).CheckRuleSet(
            new() { Parent = Given.Program, Terms = Given.Terms() }, Call.Ann);

        var finding = Assert.Single(checkedTerms.Report.Findings);
        Assert.Equal((GuardFindingKind.Worthless, false, "coins[0]"), (finding.Kind, finding.Error, finding.Path));
        Assert.Equal(0, checkedTerms.Report.GiveAwayBasisPoints);
    }

    [Fact]
    public async Task Check_OfAScaleThatContradictsTheAlliances_FindsIt()
    {
        await using var module = await Module.StartAsync();
        module.Deployment.SettlementCurrency = "CNY";
        var terms = Given.Terms();
        terms.SettlementUnitsPerMinorUnit = 7;
        var finding = (await CheckAsync(module, new() { Terms = terms })).Report.Findings[0];
        Assert.Equal((true, "settlement_units_per_minor_unit"), (finding.Error, finding.Path));
        Assert.Contains("100", finding.Words.En, StringComparison.Ordinal);
    }

    private static Task<CheckRuleSetResponse> CheckAsync(Module module, CheckRuleSetRequest request)
    {
        request.Parent = Given.Program;
        return module.Programs.CheckRuleSet(request, Call.Ann);
    }
}

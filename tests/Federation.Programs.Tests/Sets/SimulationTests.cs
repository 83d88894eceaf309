using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs.Tests;

/// <summary>Which recorded orders a rule set is simulated on, in which order, and who is refused.</summary>
public sealed class SimulationTests
{
    private static readonly DateTimeOffset Begin = Given.Now;

    public static TheoryData<DatabaseKind> Kinds => Module.Kinds;

    /// <summary>More than two pages; every third order is decided at the same instant as the one before. A budget and
    /// what is counted of each member tell whether the order is right.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Simulation_OfTheSameRules_GivesTheSame(DatabaseKind kind)
    {
        await using var module = await Module.StartAsync(kind);
        var terms = Limited(700);
        var history = new History(await module.ApprovedAsync(terms), terms);
        for (var i = 0; i < 1100; i++)
            history.Add(i % 7, 100 + (i % 13 * 100), Begin.AddSeconds(i - (i % 3 == 1 ? 1 : 0)));
        await module.RecordAsync(history.Rows);

        var report = await ReportAsync(module, new() { Name = Given.RuleSet(1) }, Begin.AddDays(1));

        Assert.Equal((1100, 7), (report.Orders, report.Members));
        Assert.Equal(report.Then, report.Now);
        Assert.All(report.Rules, r => Assert.Equal(r.Then, r.Now));
        Assert.Equal((0, 0), (report.GainingMembers, report.LosingMembers));
        Assert.All(report.Budgets, b => Assert.NotNull(b.RunOutTime));
    }

    /// <summary>As in a sandbox whose clock stands: more orders at one instant than a page has.</summary>
    [Fact]
    public async Task Simulation_OfOrdersOfOneInstant_TakesThemAsTheyWereBooked()
    {
        await using var module = await Module.StartAsync();
        var terms = Limited(1000);
        var history = new History(await module.ApprovedAsync(terms), terms);
        for (var i = 0; i < 1200; i++)
            history.Add(i % 5, 100, Begin);
        await module.RecordAsync(history.Rows);

        var report = await ReportAsync(module, new() { Name = Given.RuleSet(1) }, Begin.AddSeconds(1));

        Assert.Equal(1200, report.Orders);
        Assert.Equal(report.Then, report.Now);
        Assert.Equal(0, report.Budgets.Single().Left);
    }

    [Fact]
    public async Task Simulation_CountsPlacedOrdersOfTheProgrammeAndPeriodAlone()
    {
        await using var module = await Module.StartAsync();
        var history = new History(await module.ApprovedAsync(), Given.Terms());
        history.Add(1, 1000, Begin.AddSeconds(-1));
        history.Add(1, 2000, Begin);
        history.Add(2, 4000, Begin.AddSeconds(1), placed: false);
        history.Add(2, 8000, Begin.AddSeconds(9));
        history.Add(3, 16_000, Begin.AddSeconds(10));
        await module.Programs.CreateProgram(Module.NewProgram("other"), Call.Ann);
        var elsewhere = await module.Programs.CreateRuleSet(
            new()
            {
                RequestId = Module.NewId(),
                Parent = "partners/aster/programs/other",
                Terms = Given.Terms(),
            }, Call.Ann);
        var others = new History(elsewhere.RuleSet.Name, Given.Terms());
        others.Add(1, 32_000, Begin.AddSeconds(5));
        await module.RecordAsync([.. history.Rows, .. others.Rows]);

        var doubled = Given.Terms();
        doubled.Rules[0].Effects[0].Earn.Units = 2;
        var draft = (await module.DraftAsync(doubled)).Name;
        var messages = await MessagesAsync(module, new() { Name = draft }, Begin.AddSeconds(10));
        var report = messages[^1].Report;

        Assert.All(messages.SkipLast(1), m => Assert.NotNull(m.Step));
        Assert.Equal((2, 100, 200), (report.Orders, report.Then.Coins[0].Units, report.Now.Coins[0].Units));
        Assert.Equal(2, report.GainingMembers);
    }

    /// <summary>At 2 settlement units for one order, 4 for the other, and 100 by the board in force, which says nothing
    /// here.</summary>
    [Fact]
    public async Task Simulation_ValuesCoinsAsTheRecordsDo()
    {
        await using var module = await Module.StartAsync();
        var history = new History(await module.ApprovedAsync(), Given.Terms());
        history.Add(1, 10_000, Begin, worth: 200);
        history.Add(1, 10_000, Begin.AddSeconds(1), worth: 400);
        await module.RecordAsync(history.Rows);

        var doubled = Given.Terms();
        doubled.Rules[0].Effects[0].Earn.Units = 2;
        var report = await ReportAsync(
            module, new() { Name = (await module.DraftAsync(doubled)).Name }, Begin.AddSeconds(2));

        var gain = Assert.Single(report.LargestGains);
        // 100 coins more each; a minor unit has 100 settlement units.
        Assert.Equal((History.Id(1), 2, 200 + 400), (gain.Member, gain.Orders, gain.GainMinorUnits));
    }

    [Fact]
    public async Task Simulation_OfAPeriodThatIsNone_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var name = (await module.DraftAsync()).Name;
        Assert.Equal(
            ["from_time", "to_time"], await Refusals.FieldsAsync(RunAsync(module, new() { Name = name })));
        Assert.Equal(
            ["to_time"], await Refusals.FieldsAsync(MessagesAsync(module, new() { Name = name }, Begin)));
        Assert.Equal(
            ["to_time"], await Refusals.FieldsAsync(
                MessagesAsync(module, new() { Name = name }, Begin.AddDays(400).AddMilliseconds(1))));
        Assert.Equal(0, (await ReportAsync(module, new() { Name = name }, Begin.AddDays(400))).Orders);
        Assert.Equal(
            ["name"], await Refusals.FieldsAsync(
                MessagesAsync(module, new() { Name = Given.Program }, Begin.AddDays(1))));
    }

    [Fact]
    public async Task Simulation_OfWhatIsNotTheCallers_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var request = new SimulateRuleSetRequest { Name = (await module.DraftAsync()).Name };
        SetPeriod(request, Begin.AddDays(1));

        Assert.Equal(
            ErrorReason.RuleSetNotFound,
            await Refusals.ReasonAsync(module.Programs.SimulateRuleSet(request, new Told(), Call.Birch)));
        await module.Programs.SimulateRuleSet(request, new Told(), Call.Alliance);
        request.Name = Given.RuleSet(9);
        Assert.Equal(
            ErrorReason.RuleSetNotFound,
            await Refusals.ReasonAsync(module.Programs.SimulateRuleSet(request, new Told(), Call.Ann)));
    }

    [Fact]
    public async Task Simulation_OfADraftWithAnError_IsRefused()
    {
        await using var module = await Module.StartAsync();
        var name = (await module.DraftAsync(Given.Unsafe())).Name;
        var refusal = await Refusals.OfAsync(MessagesAsync(module, new() { Name = name }, Begin.AddDays(1)));
        Assert.Equal(ErrorReason.RuleSetUnsafe, refusal.Reason);
        Assert.Contains("cannot be simulated", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulations_OfOnePrincipal_AreAFewAtOnce()
    {
        await using var module = await Module.StartAsync();
        var name = (await module.DraftAsync()).Name;
        var aster = Principal.Of(new PartnerId("aster"));
        using var first = module.Simulations.Open(aster);
        var second = module.Simulations.Open(aster);

        Assert.Equal(
            ErrorReason.RateLimited,
            await Refusals.ReasonAsync(MessagesAsync(module, new() { Name = name }, Begin.AddDays(1))));
        second.Dispose();
        await MessagesAsync(module, new() { Name = name }, Begin.AddDays(1));
        await MessagesAsync(module, new() { Name = name }, Begin.AddDays(1));
    }

    /// <summary>The caller goes after the first message.</summary>
    [Fact]
    public async Task Simulation_WhoseCallerIsGone_Stops()
    {
        await using var module = await Module.StartAsync();
        var history = new History(await module.ApprovedAsync(), Given.Terms());
        history.Add(1, 1000, Begin);
        await module.RecordAsync(history.Rows);
        var request = new SimulateRuleSetRequest { Name = Given.RuleSet(1) };
        SetPeriod(request, Begin.AddDays(1));
        using var leaving = new CancellationTokenSource();
        var told = new Told { OnMessage = leaving.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => module.Programs.SimulateRuleSet(request, told, Call.AnnUntil(leaving.Token)));

        Assert.Single(told.Messages);
        // Its place is free again.
        using var first = module.Simulations.Open(Principal.Of(new PartnerId("aster")));
        using var second = module.Simulations.Open(Principal.Of(new PartnerId("aster")));
    }

    /// <summary>A coin a yuan as long as there are any, at most 150 for each member.</summary>
    private static RuleSetTerms Limited(long budget)
    {
        var terms = Given.Terms();
        terms.Rules[0].Limits.Add(new Limit
        {
            Per = Per.Everyone,
            Period = Period.Ever,
            Of = LimitedBy.Coins,
            AtMost = budget,
        });
        terms.Rules[0].Limits.Add(new Limit
        {
            Per = Per.Member,
            Period = Period.Ever,
            Of = LimitedBy.Coins,
            AtMost = budget / 3,
        });
        return terms;
    }

    private static void SetPeriod(SimulateRuleSetRequest request, DateTimeOffset to) =>
        (request.FromTime, request.ToTime) = (Begin.ToTimestamp(), to.ToTimestamp());

    private static async Task<SimulationReport> ReportAsync(
        Module module, SimulateRuleSetRequest request, DateTimeOffset to) =>
        (await MessagesAsync(module, request, to))[^1].Report;

    private static Task<List<SimulateRuleSetResponse>> MessagesAsync(
        Module module, SimulateRuleSetRequest request, DateTimeOffset to)
    {
        SetPeriod(request, to);
        return RunAsync(module, request);
    }

    private static async Task<List<SimulateRuleSetResponse>> RunAsync(Module module, SimulateRuleSetRequest request)
    {
        var told = new Told();
        await module.Another().SimulateRuleSet(request, told, Call.Ann);
        return told.Messages;
    }
}

using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Cli.Tests;

/// <summary>What each verb of <c>federation programs</c> sends, as whom, and what it shows.</summary>
public sealed class ProgramVerbTests : IAsyncLifetime
{
    private const string RuleSet = ScriptedPrograms.Main + "/ruleSets/3";
    private readonly string file = Path.GetTempFileName();
    private ScriptedAlliance alliance = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        alliance = await ScriptedAlliance.StartAsync();
        await File.WriteAllTextAsync(file, RuleSetFile.ToJson(ScriptedPrograms.Terms()));
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return alliance.DisposeAsync();
    }

    /// <summary>The verb with its arguments, the request without its id, and a cell that is shown.</summary>
    public static TheoryData<string, IMessage, string> Verbs => new()
    {
        {
            "create aster/main --title Club --title-zh 俱乐部",
            new CreateProgramRequest
            {
                Parent = "partners/aster",
                ProgramId = "main",
                Title = new LocalizedText { En = "Club", ZhCn = "俱乐部" },
            }, "Aster Club"
        },
        { "list aster", new ListProgramsRequest { Parent = "partners/aster", PageSize = 100 }, ScriptedPrograms.Main },
        { "list aster/main", new ListRuleSetsRequest { Parent = ScriptedPrograms.Main, PageSize = 100 }, "595" },
        { "get aster/main", new GetProgramRequest { Name = ScriptedPrograms.Main }, "Aster Club" },
        { "get " + ScriptedPrograms.Main, new GetProgramRequest { Name = ScriptedPrograms.Main }, "Aster Club" },
        { "get aster/main/3", new GetRuleSetRequest { Name = RuleSet }, "基础" },
        { "get " + RuleSet, new GetRuleSetRequest { Name = RuleSet }, "基础" },
        {
            "get aster/main/-", new GetRuleSetRequest { Name = ScriptedPrograms.Main + "/ruleSets/-" },
            "It never applies."
        },
        {
            $"get {ScriptedPrograms.Main}/ruleSets/-",
            new GetRuleSetRequest { Name = ScriptedPrograms.Main + "/ruleSets/-" }, "It never applies."
        },
        {
            "history aster/main",
            new ListRuleSetPublicationsRequest { Parent = ScriptedPrograms.Main, PageSize = 100 }, RuleSet
        },
        {
            "campaigns aster/main", new ListCampaignsRequest { Program = ScriptedPrograms.Main, PageSize = 100 },
            "4,321"
        },
        {
            "campaigns aster/main", new ListCampaignsRequest { Program = ScriptedPrograms.Main, PageSize = 100 },
            "2011-12-05"
        },
        {
            "draft aster/main FILE",
            new CreateRuleSetRequest { Parent = ScriptedPrograms.Main, Terms = ScriptedPrograms.Terms() }, RuleSet
        },
        { "templates --as aster", new ListTemplatesRequest(), "会员金币" },
        { "templates --as aster", new ListTemplatesRequest(), "A charity." },
        {
            "apply member-coins aster/main --coin aster --currency CNY --units 100 --time-zone Asia/Shanghai",
            Applying(), "CreateReward charity"
        },
        {
            "apply member-coins aster/main --coin aster --currency CNY --units 100 --time-zone Asia/Shanghai",
            Applying(), RuleSet
        },
        {
            "apply member-coins aster/main --coin coins/aster --currency CNY --units 100 --time-zone Asia/Shanghai "
            + "--start 2026-06-01",
            Applying(new() { Year = 2026, Month = 6, Day = 1 }), RuleSet
        },
        {
            "update aster/main/3 FILE",
            new UpdateRuleSetRequest { Name = RuleSet, Terms = ScriptedPrograms.Terms(), Revision = 7 }, RuleSet
        },
        {
            "update aster/main/3 FILE --revision 2",
            new UpdateRuleSetRequest { Name = RuleSet, Terms = ScriptedPrograms.Terms(), Revision = 2 }, RuleSet
        },
        {
            "check aster/main/3", new CheckRuleSetRequest { Parent = ScriptedPrograms.Main, RuleSet = RuleSet },
            "never applies"
        },
        {
            "check aster/main --file FILE",
            new CheckRuleSetRequest { Parent = ScriptedPrograms.Main, Terms = ScriptedPrograms.Terms() },
            "never applies"
        },
        {
            "diff aster/main/3 aster/main/4",
            new DiffRuleSetsRequest { Name = RuleSet, Other = ScriptedPrograms.Main + "/ruleSets/4" },
            "rules[base].priority"
        },
        {
            "simulate aster/main/3 --from 2012-01-01 --to 2012-02-01T12:00:00Z",
            new SimulateRuleSetRequest
            {
                Name = RuleSet,
                FromTime = new() { Seconds = 1_325_376_000 },
                ToTime = new() { Seconds = 1_328_097_600 },
            }, "2,400 aster + 7 moon"
        },
        { "propose aster/main/3", new ProposeRuleSetRequest { Name = RuleSet, Revision = 7 }, RuleSet },
        { "propose aster/main/3 --revision 2", new ProposeRuleSetRequest { Name = RuleSet, Revision = 2 }, RuleSet },
        {
            "approve aster/main/3 --reason sale", new ApproveRuleSetRequest { Name = RuleSet, Reason = "sale" },
            "proposed"
        },
        {
            "publish aster/main/3 --at 2012-01-01",
            new PublishRuleSetRequest { Name = RuleSet, PublishTime = new() { Seconds = 1_325_376_000 } }, RuleSet
        },
        { "publish aster/main/3", new PublishRuleSetRequest { Name = RuleSet }, "1970-01-02 00:00:00" },
    };

    private static ApplyTemplateRequest Applying(Google.Type.Date? start = null) => new()
    {
        Parent = ScriptedPrograms.Main,
        Template = "member-coins",
        Coin = "coins/aster",
        Currency = "CNY",
        SettlementUnitsPerMinorUnit = 100,
        TimeZone = "Asia/Shanghai",
        StartDate = start,
    };

    [Fact]
    public async Task Apply_FromADayThatIsNone_IsBadInput()
    {
        var run = await RunAsync(
            "apply", "member-coins", "aster/main", "--coin", "aster", "--currency", "CNY", "--units", "100",
            "--time-zone", "Asia/Shanghai", "--start", "2026-02-30");
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains("2026-02-30", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_SendsWhatItSays_AsTheBrand(string arguments, IMessage request, string shown)
    {
        var run = await RunAsync(arguments.Split(' '));

        Assert.True(run.Code == ExitCodes.Done, run.Error);
        var sent = alliance.Programs.Requests.Last();
        if (sent.Descriptor.FindFieldByName("request_id") is { } id)
        {
            Assert.NotEmpty((string)id.Accessor.GetValue(sent));
            id.Accessor.Clear(sent);
        }
        Assert.Equal(request, sent);
        Assert.Contains(run.Rows, cells => cells.Any(c => c.Contains(shown, StringComparison.Ordinal)));
        Assert.All(alliance.ClientIds, c => Assert.Equal("aster", c));
    }

    [Fact]
    public async Task Get_WithAnOutput_WritesTheFileThatDraftReads()
    {
        var run = await RunAsync("get", "aster/main/3", "--output", file + ".json");
        Assert.True(run.Code == ExitCodes.Done, run.Error);
        Assert.Contains("programs draft aster/main", run.Error, StringComparison.Ordinal);
        Assert.Equal(ScriptedPrograms.Terms(), RuleSetFile.Read(file + ".json"));
        File.Delete(file + ".json");
    }

    [Fact]
    public async Task Apply_WithASetupFolder_WritesWhatRewardsCreateReads()
    {
        var folder = file + "-setup";
        var run = await RunAsync(
            "apply", "member-coins", "aster/main", "--coin", "aster", "--currency", "CNY", "--units", "100",
            "--time-zone", "Asia/Shanghai", "--setup", folder);
        Assert.True(run.Code == ExitCodes.Done, run.Error);
        var written = Path.Combine(folder, "reward-charity.json");
        Assert.Equal([written], Directory.GetFiles(folder));
        Assert.Contains(written, run.Error, StringComparison.Ordinal);
        Assert.Equal(100, RewardText.ReadTerms(written).PriceUnits);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Check_OfWhatHasAnError_FailsAndShowsIt()
    {
        var report = ScriptedPrograms.One().Report;
        report.Findings[0].Error = true;
        report.GiveAwayBasisPoints = int.MaxValue;
        alliance.Programs.On<CheckRuleSetRequest, CheckRuleSetResponse>(_ => new() { Report = report });
        var run = await RunAsync("check", "aster/main/3");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("no bound", run.Output, StringComparison.Ordinal);
        Assert.Contains("rules[0]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_ShowsRulesLevelsMembersAndBudgets()
    {
        var run = await RunAsync("simulate", "aster/main/3", "--from", "2012-01-01", "--to", "2012-02-01");

        Assert.Empty(run.Error);
        Assert.Contains(["base", "2", "3", "1,200 aster", "2,400 aster + 7 moon", "0.00", "10.50"], run.Rows);
        Assert.Contains(["all", "2", "3", "1,200 aster", "2,400 aster + 7 moon", "0.00", "10.50"], run.Rows);
        Assert.Contains(["club", "gold", "2", "0", "1,200 aster", "0", "0.00", "0.00"], run.Rows);
        Assert.Contains(["segments/young", "0", "3", "0", "2,400 aster + 7 moon", "0.00", "10.50"], run.Rows);
        Assert.Contains(["members/00000001-0000-0000-0000-000000000000", "2", "22.50"], run.Rows);
        Assert.Contains(["members/00000002-0000-0000-0000-000000000000", "1", "-0.05"], run.Rows);
        Assert.Contains(
            ["rules/base/everyone.month.coins", "1970-02-01", "2,400", "0", "1970-02-02 00:00:00"], run.Rows);
        Assert.Contains("3 orders of 2 members from 2012-01-01", run.Output, StringComparison.Ordinal);

        var json = await RunAsync("simulate", "aster/main/3", "--from", "2012-01-01", "--to", "2012-02-01", "--json");
        Assert.Equal("2", json.Json.GetProperty("members").GetString());
    }

    [Fact]
    public async Task Simulate_ThatEndsWithoutAReport_Fails()
    {
        alliance.Programs.SimulationMessages = [new(), new() { Step = new() { Done = 3, Total = 4 } }];
        var run = await RunAsync("simulate", "aster/main/3", "--from", "2012-01-01", "--to", "2012-02-01");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("Simulate again", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aster/main/-", "2012-01-01", "aster/main/3")]
    [InlineData("aster/main/3", "soon", "--from: 'soon'")]
    public async Task Simulate_OfWhatCannotBeMeant_IsBadInput(string name, string from, string told)
    {
        var run = await RunAsync("simulate", name, "--from", from, "--to", "2012-02-01");
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.Empty(alliance.Programs.Requests);
    }

    [Fact]
    public void SimulationStep_SaysHowFarItIs()
    {
        Assert.Equal("counting the orders", RuleSetSimulation.Sentence(new()));
        Assert.Equal("1,000 of 2,500 orders", RuleSetSimulation.Sentence(new() { Done = 1000, Total = 2500 }));
    }

    [Theory]
    [InlineData("get", "aster", "aster/main/3")]
    [InlineData("get", "aster/main/0", "aster/main/3")]
    [InlineData("propose", "aster/main", "aster/main/3")]
    [InlineData("draft", "main", "aster/main")]
    [InlineData("check", "aster/main", "aster/main/3")]
    [InlineData("list", "aster/main/3/4", "aster/main")]
    public async Task Name_OfBadForm_IsBadInput(string verb, string name, string told)
    {
        string[] arguments = verb == "draft" ? [verb, name, file] : [verb, name];
        var run = await RunAsync([.. arguments, "--as", "aster"]);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.Empty(alliance.Programs.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"rule\": []}")]
    [InlineData("{\"holdbackDays\": 1.5}")]
    public async Task File_ThatIsNoRuleSet_IsBadInput(string text)
    {
        await File.WriteAllTextAsync(file, text, Cancel);
        var run = await RunAsync("draft", "aster/main", file);
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains("is not the JSON of a rule set's terms", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsNotThere_IsBadInput()
    {
        var run = await RunAsync("check", "aster/main", "--file", file + ".none");
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains("cannot be read", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        alliance.RunAsync(["programs", .. arguments.Select(a => a == "FILE" ? file : a)]);
}

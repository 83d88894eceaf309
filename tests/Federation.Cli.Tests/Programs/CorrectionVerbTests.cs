using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Cli.Tests;

/// <summary>What each verb of <c>federation programs correct</c> sends, and what it shows.</summary>
public sealed class CorrectionVerbTests : IAsyncLifetime
{
    private const string Name = ScriptedCorrections.Name;
    private ScriptedAlliance alliance = null!;

    public async ValueTask InitializeAsync() => alliance = await ScriptedAlliance.StartAsync();

    public ValueTask DisposeAsync() => alliance.DisposeAsync();

    /// <summary>The verb with its arguments, its last request without its id, and a cell that is shown.</summary>
    public static TheoryData<string, IMessage, string> Verbs => new()
    {
        {
            "propose aster/main/3 --from 2012-01-01 --to 2012-02-01 --reason-code wrong-rate --reason typed",
            new ProposeCorrectionRequest
            {
                RuleSet = ScriptedPrograms.Main + "/ruleSets/3",
                FromTime = new() { Seconds = 1_325_376_000 },
                ToTime = new() { Seconds = 1_328_054_400 },
                ReasonCode = "wrong-rate",
                Reason = "typed",
            }, Name
        },
        { "show aster/main/1", new ListCorrectionLinesRequest { Name = Name, PageSize = 100 }, "NOT_LINKED" },
        { "show " + Name, new ListCorrectionLinesRequest { Name = Name, PageSize = 100 }, "journals/j1" },
        {
            "list aster/main", new ListCorrectionsRequest { Parent = ScriptedPrograms.Main, PageSize = 100 },
            "typed wrong"
        },
        {
            "approve aster/main/1 --reason seen",
            new ApproveCorrectionRequest { Name = Name, Digest = ScriptedCorrections.Digest, Reason = "seen" },
            "coins/aster"
        },
        { "reject aster/main/1", new RejectCorrectionRequest { Name = Name }, Name },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_SendsTheRequestAndShowsTheAnswer(string arguments, IMessage expected, string shown)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(expected);
        var run = await RunAsync(arguments.Split(' '));
        Assert.Empty(run.Error);
        Assert.Equal(ExitCodes.Done, run.Code);
        var sent = alliance.Corrections.Requests.Last();
        if (sent.Descriptor.FindFieldByName("request_id") is { } id)
        {
            Assert.True(Guid.TryParse((string)id.Accessor.GetValue(sent), out _));
            id.Accessor.Clear(sent);
        }
        Assert.Equal(expected, sent);
        Assert.Contains(shown, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ShowsWhoGetsWhat()
    {
        var run = await RunAsync("show", "aster/main/1");
        Assert.Contains(["coins/aster", "1,400", "9", "1,400", "0"], run.Rows);
        Assert.Contains(
            ["1", "members/m1", "aster", "2", "1,400", "2,800", "1,400", "1,400", "posted", "journals/j1"],
            run.Rows);
        Assert.Contains(
            ["2", "members/m2", "aster", "1", "9", "0", "-9", "0", "refused", "NOT_LINKED"], run.Rows);
        Assert.Contains("1,234 orders were compared; 5 are not earned yet", run.Output, StringComparison.Ordinal);

        var json = await RunAsync("show", "aster/main/1", "--json");
        Assert.Equal("-9", json.Json.GetProperty("lines")[1].GetProperty("differenceUnits").GetString());
    }

    [Fact]
    public async Task Propose_ThatEndsWithoutAnAnswer_Fails()
    {
        alliance.Corrections.ProposalMessages = [new(), new() { Step = new() }];
        var run = await RunAsync(
            "propose", "aster/main/3", "--from", "2012-01-01", "--to", "2012-02-01", "--reason-code", "c",
            "--reason", "r");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Contains("Propose it again", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Correction_OfABadName_IsBadInput()
    {
        var run = await RunAsync("show", "aster/main/-");
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains("aster/main/1", run.Error, StringComparison.Ordinal);
        Assert.Empty(alliance.Corrections.Requests);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) =>
        alliance.RunAsync(["programs", "correct", .. arguments]);
}

using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli.Tests;

/// <summary>What the verbs of <c>federation events</c> send, as whom, and what they show.</summary>
public sealed class EventVerbTests : IAsyncLifetime
{
    private const string Order = ScriptedPrograms.Main + "/orders/01900000-0000-8000-8000-00000000000b";
    private readonly string file = Path.GetTempFileName();
    private ScriptedAlliance alliance = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => alliance = await ScriptedAlliance.StartAsync();

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return alliance.DisposeAsync();
    }

    /// <summary>The arguments, the event, and a cell that is shown.</summary>
    public static TheoryData<string, Event, string> Verbs => new()
    {
        { "--kind check-in", Of(EventKind.CheckIn), "7" },
        { "--kind check-in --language zh", Of(EventKind.CheckIn), "行为:5 积分。" },
        {
            "--kind share-visit --object tea --channel moments",
            Of(EventKind.ShareVisit, e => (e.Object, e.Channel) = ("tea", "moments")), "Act: 5 coins."
        },
        {
            "--kind course --object first-aid --grade hard",
            Of(EventKind.Course, e => (e.Object, e.Grade) = ("first-aid", "hard")), "Act: 5 coins."
        },
        {
            $"--kind review --order {Order} --line 2",
            Of(EventKind.Review, e => e.Reviewed = new ReviewedLine { Order = Order, Line = 2 }), "Act: 5 coins."
        },
        {
            "--kind walk --at 2011-12-09", Of(EventKind.Named, e =>
            {
                e.Type.Name = "walk";
                e.EventTime = new DateTime(2011, 12, 9, 0, 0, 0, DateTimeKind.Utc).ToTimestamp();
            }), "Act: 5 coins."
        },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Report_SendsTheEvent_AndShowsWhatItGives(string arguments, Event happened, string shown)
    {
        var run = await RunAsync(
            ["report", "17850", "--program", "aster/main", "--source", "app", "--event-id", "1",
            .. arguments.Split(' ')]);
        Assert.Equal((ExitCodes.Done, ""), (run.Code, run.Error));
        Assert.Equal(
            new ReportEventRequest { Program = ScriptedPrograms.Main, Event = happened },
            alliance.Events.Requests.Single());
        Assert.Contains(run.Rows, r => r.Contains(shown));
    }

    [Fact]
    public async Task Report_WithMisses_ShowsThem()
    {
        var run = await RunAsync(
            "report", "17850", "--program", "aster/main", "--source", "app", "--event-id", "1", "--kind", "check-in",
            "--misses");
        Assert.True(((ReportEventRequest)alliance.Events.Requests.Single()).WithMisses);
        Assert.Contains(run.Rows, r => r[0] == "other");
    }

    [Fact]
    public async Task ReportFile_SendsAHundredACall_AndSaysWhatWasRefused()
    {
        var events = Enumerable.Range(0, 101).Select(n => Of(n == 100 ? EventKind.Course : EventKind.Attendance, e =>
            (e.EventId, e.Object) = ($"{n}", "fair")));
        await File.WriteAllLinesAsync(file, events.Select(e => JsonFormatter.Default.Format(e)), Cancel);
        var run = await RunAsync("report-file", file, "--program", "aster/main");
        Assert.Equal(ExitCodes.Refused, run.Code);
        Assert.Equal(
            [100, 1], alliance.Events.Requests.Cast<BatchReportEventsRequest>().Select(b => b.Events.Count));
        Assert.Contains(["101", "This was counted before."], run.Rows);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"eventid\": 7}")]
    public async Task ReportFile_OfNoEvents_IsBadInput(string text)
    {
        await File.WriteAllTextAsync(file, "\n" + text, Cancel);
        var run = await RunAsync("report-file", file, "--program", "aster/main");
        Assert.Equal(ExitCodes.BadInput, run.Code);
        Assert.Contains("line 2 of", run.Error, StringComparison.Ordinal);
        Assert.Empty(alliance.Events.Requests);
    }

    private static Event Of(EventKind kind, Action<Event>? more = null)
    {
        var happened = new Event
        {
            Source = "app",
            EventId = "1",
            Member = ScriptedMembers.Name,
            Type = new EventType { Kind = kind },
            EventTime = new Timestamp(),
        };
        more?.Invoke(happened);
        return happened;
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => alliance.RunAsync(["events", .. arguments]);
}

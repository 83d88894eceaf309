using System.Text.Json;
using Federation.Testing;

namespace Federation.Scenarios;

/// <summary>
/// A year of real purchases through the public API, in every shape of a deployment; the figures are those that the
/// recomputation reckons from the file alone. One at a time: they load the whole machine.
/// </summary>
[Collection(nameof(WholeMachine))]
public sealed class ReplayTests
{
    private const int Prefix = 3000;
    private static readonly string WholeFile = Path.Combine(AppContext.BaseDirectory, "purchases.csv");

    [Fact]
    public async Task Replay_WholeFile_OnSqlite_GivesTheRecomputedFigures()
    {
        await using var deployment = await Deployment.OneAsync();
        await ReplayAsync(deployment, WholeFile, int.MaxValue);
        await AssertSecondReplayPostsNothingAsync(deployment, WholeFile);
    }

    [Fact]
    public async Task Replay_WholeFile_OnPostgres_GivesTheRecomputedFigures()
    {
        await using var deployment = await Deployment.OnPostgresAsync();
        await ReplayAsync(deployment, WholeFile, int.MaxValue);
    }

    [Fact]
    public async Task Replay_Split_GivesTheRecomputedFigures()
    {
        await using var deployment = await Deployment.SplitAsync();
        await ReplayAsync(deployment, FirstRows(deployment), Prefix);
    }

    [Fact]
    public async Task Replay_OverThreeNodes_GivesTheRecomputedFigures()
    {
        await using var deployment = await Deployment.NodesAsync(3);
        Assert.Equal(3, deployment.Gateways.Distinct().Count());
        await ReplayAsync(deployment, FirstRows(deployment), Prefix);
    }

    [Fact]
    public async Task Replay_WholeFile_Split_GivesTheRecomputedFigures()
    {
        WholeMachine.SkipUnlessAll();
        await using var deployment = await Deployment.SplitAsync();
        await ReplayAsync(deployment, WholeFile, int.MaxValue);
    }

    [Fact]
    public async Task Replay_WholeFile_OverThreeNodes_GivesTheRecomputedFigures()
    {
        WholeMachine.SkipUnlessAll();
        await using var deployment = await Deployment.NodesAsync(3);
        await ReplayAsync(deployment, WholeFile, int.MaxValue);
    }

    [Fact]
    public async Task Replay_HostKilledInTheMiddle_EndsInTheSameFigures()
    {
        var folder = Deployment.NewFolder();
        await using var deployment = await Deployment.OneAsync(folder);
        var purchases = FirstRows(deployment);
        foreach (var progress in new[] { " 10 %", " 40 %" })
        {
            var replay = deployment.BeginReplay(purchases, Path.Combine(folder, "summary.json"));
            await replay.WroteAsync(progress);
            await deployment.Processes[^1].KillAsync();
            replay.Kill();
            await deployment.RestartAsync();
        }
        await ReplayAsync(deployment, purchases, Prefix);
    }

    [Fact]
    public async Task Replay_AnotherFile_GivesItsOwnFigures()
    {
        await using var deployment = await Deployment.OneAsync();
        var file = Path.Combine(deployment.Folder, "own.csv");
        await File.WriteAllLinesAsync(file,
        [
            "purchase_id,time,member,country,brand,amount_pence,lines",
            "a1,2020-02-28 10:00:00,1,\"Korea, Republic of\",aster,90000,1",
            "a2,2020-02-28 11:00:00,2,France,birch,-500,1",
            "a3,2020-02-29 10:00:00,1,France,birch,1001,2",
            "a4,2020-02-29 12:00:00,1,France,dune,0,1",
            "a5,2020-03-01 10:00:00,2,France,birch,1299,1",
            "a6,2020-03-01 10:00:00,1,France,cedar,99999,1",
            "a7,2020-03-02 10:00:00,1,France,aster,-50000,1",
        ]);
        await ReplayAsync(deployment, file, int.MaxValue);
    }

    private static string FirstRows(Deployment deployment)
    {
        var file = Path.Combine(deployment.Folder, "prefix.csv");
        File.WriteAllLines(file, File.ReadLines(WholeFile).Take(Prefix + 1));
        return file;
    }

    private static async Task ReplayAsync(Deployment deployment, string purchases, int rows)
    {
        var summary = Path.Combine(deployment.Folder, "summary.json");
        var replay = deployment.BeginReplay(purchases, summary);
        var code = await replay.EndAsync();
        Assert.True(code == 0, replay.Output);
        var json = await File.ReadAllTextAsync(summary);
        Assert.Empty(ReplayFigures.OfSummary(json).DifferencesFrom(Recomputation.Of(purchases, rows)));
        using var document = JsonDocument.Parse(json);
        Assert.Equal("balanced", document.RootElement.GetProperty("books").GetString());
        Assert.Empty(deployment.Processes.SelectMany(p => p.Faults));
        TestContext.Current.TestOutputHelper?.WriteLine(replay.Output.TrimEnd().Split('\n')[^1]);
    }

    private static async Task AssertSecondReplayPostsNothingAsync(Deployment deployment, string purchases)
    {
        var admin = deployment.As("admin");
        var before = await admin.Ledger.CheckBooksAsync(new());
        await ReplayAsync(deployment, purchases, int.MaxValue);
        var after = await admin.Ledger.CheckBooksAsync(new());
        Assert.Equal(before.Journals, after.Journals);
        Assert.Equal(before.GroupNumber, after.GroupNumber);
    }
}

using System.Text.Json;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Federation.Testing;

namespace Federation.Scenarios;

/// <summary>
/// A year of real purchases through the public API, in every shape of a deployment; the figures are those that the
/// recomputation computes from the file alone. One at a time: each is a long row of calls that wait for one another,
/// which leaves room for other tests beside it.
/// </summary>
public sealed class ReplayTests
{
    private static readonly string WholeFile = Path.Combine(AppContext.BaseDirectory, "purchases.csv");

    [Fact]
    public async Task Replay_WholeFile_OnSqlite_GivesTheRecomputedFigures()
    {
        await using var deployment = await Deployment.OneAsync();
        await ReplayAsync(deployment, WholeFile);
    }

    public static TheoryData<DatabaseKind> SharedDatabases => [.. TestDatabase.SharedKinds];

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Replay_WholeFile_OnAServersDatabase_GivesTheRecomputedFigures(DatabaseKind kind)
    {
        WholeMachine.SkipUnlessAll();
        await using var deployment = await Deployment.OnAsync(kind);
        await ReplayAsync(deployment, WholeFile);
    }

    [Fact]
    public async Task Replay_Split_GivesTheRecomputedFiguresAndNothingASecondTime()
    {
        await using var deployment = await Deployment.SplitAsync();
        var some = SomeRows(deployment);
        await ReplayAsync(deployment, some);
        await AssertSecondReplayPostsNothingAsync(deployment, some);
        // No key of the alliance's, and nothing else.
        Assert.Empty(Directory.EnumerateFileSystemEntries(deployment.GatewayFolder));
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Replay_OverThreeNodes_GivesTheRecomputedFigures(DatabaseKind kind)
    {
        await using var deployment = await Deployment.NodesAsync(3, kind);
        Assert.Equal(3, deployment.Gateways.Distinct().Count());
        await ReplayAsync(deployment, SomeRows(deployment));
    }

    [Fact]
    public async Task Replay_WholeFile_Split_GivesTheRecomputedFiguresAndNothingASecondTime()
    {
        WholeMachine.SkipUnlessAll();
        await using var deployment = await Deployment.SplitAsync();
        await ReplayAsync(deployment, WholeFile);
        await AssertSecondReplayPostsNothingAsync(deployment, WholeFile);
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task Replay_WholeFile_OverThreeNodes_GivesTheRecomputedFigures(DatabaseKind kind)
    {
        WholeMachine.SkipUnlessAll();
        await using var deployment = await Deployment.NodesAsync(3, kind);
        await ReplayAsync(deployment, WholeFile);
    }

    [Fact]
    public async Task Replay_HostKilledInTheMiddle_EndsInTheSameFigures()
    {
        await using var deployment = await Deployment.OneAsync(Deployment.NewFolder());
        await ReplayKilledAsync(deployment, SomeRows(deployment), " 10 %", " 40 %", " 85 %");
    }

    [Fact]
    public async Task Replay_WholeFile_HostKilledInTheMiddle_EndsInTheSameFigures()
    {
        WholeMachine.SkipUnlessAll();
        await using var deployment = await Deployment.OneAsync(Deployment.NewFolder());
        await ReplayKilledAsync(deployment, WholeFile, " 15 %", " 60 %", " 95 %");
    }

    private static async Task ReplayKilledAsync(Deployment deployment, string purchases, params string[] moments)
    {
        foreach (var progress in moments)
        {
            var replay = deployment.BeginReplay(purchases, Path.Combine(deployment.Folder, "summary.json"));
            await replay.WroteAsync(progress);
            await deployment.Processes[^1].KillAsync();
            replay.Kill();
            await deployment.RestartAsync();
        }
        await ReplayAsync(deployment, purchases);
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
            "a8,2020-03-02 23:59:59,2,France,aster,70000,1",
            "a9,2020-08-29 23:59:59,2,France,birch,101,1",
            // the 180th day: coins of the 2nd of March pay for the last time
            "a10,2020-08-30 00:00:00,2,France,birch,101,1",     // and are gone on the next
            "a11,2020-08-30 12:00:00,2,France,aster,-10000,1",
        ]);
        var figures = await ReplayAsync(deployment, file);
        Assert.Equal(2, figures.Exchanges);
        var aster = figures.Brands["aster"];
        Assert.Equal((643, 0, 262), (aster.Expired, aster.Outstanding, aster.ReceivableOpen));
        await AssertOrderAsync(deployment, "aster", "a1", TenderKind.Money);
        await AssertOrderAsync(deployment, "birch", "a3", TenderKind.Money, TenderKind.Exchange);
    }

    /// <summary>The purchase was placed as an order, and its decision can be recomputed.</summary>
    private static async Task AssertOrderAsync(
        Deployment deployment, string brand, string id, params TenderKind[] tenders)
    {
        var checkout = deployment.As(brand).Checkout;
        var name = OrderId.Of(new ProgramId(brand, "main"), "store", id).ToString();
        var order = (await checkout.GetOrderAsync(new() { Name = name })).Order;
        Assert.Equal(OrderState.Completed, order.State);
        var found = await checkout.GetEvaluationAsync(new() { Name = order.EvaluationName });
        Assert.Equal(tenders, found.Record.Order.Tenders.Select(t => t.Kind));
        Assert.Equal(Verification.Same, Records.Verify(found.Record, found.Digest.Span));
    }

    /// <summary>Some of the rows, over the whole year, so that what was earned in its first half expires: those of a
    /// fifth of the members on every fifth day. There is a step of every process's clock for each day.</summary>
    private static string SomeRows(Deployment deployment)
    {
        var file = Path.Combine(deployment.Folder, "some.csv");
        var lines = File.ReadLines(WholeFile).ToList();
        var days = lines.Skip(1).Select(DayOf).Distinct().Where((_, at) => at % 5 == 0).ToHashSet();
        var some = lines.Skip(1).Where(line => days.Contains(DayOf(line)) && (line.Split(',')[2][^1] - '0') % 5 == 0);
        File.WriteAllLines(file, [lines[0], .. some]);
        // Whatever a year has is in them: the figures below say nothing of what does not happen.
        var figures = Recomputation.Of(file);
        Assert.True(figures.Exchanges > 30, "too few payments across brands");
        Assert.All(figures.Brands.Values, b => Assert.True(
            b is { Expired: > 0, ClawedBack: > 0, SpentOut: > 0, RedeemedIn: > 0 }
                && b is { ReceivableOpen: > 0, ReceivablePaid: > 0 },
            b.ToString()));
        return file;

        static string DayOf(string line) => line.Split(',')[1][..10];
    }

    private static async Task<ReplayFigures> ReplayAsync(Deployment deployment, string purchases)
    {
        var summary = Path.Combine(deployment.Folder, "summary.json");
        var replay = deployment.BeginReplay(purchases, summary);
        var code = await replay.EndAsync();
        Assert.True(code == 0, replay.Output);
        var json = await File.ReadAllTextAsync(summary);
        var figures = ReplayFigures.OfSummary(json);
        Assert.Empty(figures.DifferencesFrom(Recomputation.Of(purchases)));
        using var document = JsonDocument.Parse(json);
        Assert.Equal("balanced", document.RootElement.GetProperty("books").GetString());
        await AssertSweptAsync(deployment, purchases);
        deployment.Errors.AssertNone();
        TestContext.Current.TestOutputHelper?.WriteLine(replay.Output.TrimEnd().Split('\n')[^1]);
        return figures;
    }

    /// <summary>The clock stands at the beginning of the last row's day, and nothing that has expired by then is
    /// left.</summary>
    private static async Task AssertSweptAsync(Deployment deployment, string purchases)
    {
        var day = DateOnly.ParseExact(File.ReadLines(purchases).Last().Split(',')[1].AsSpan(0, 10), "yyyy-MM-dd");
        var status = (await deployment.As("admin").Ledger.GetSweepStatusAsync(new())).Status;
        Assert.True(status.Complete);
        Assert.Equal(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), status.AsOfTime.ToDateTime());
    }

    private static async Task AssertSecondReplayPostsNothingAsync(Deployment deployment, string purchases)
    {
        var admin = deployment.As("admin");
        var before = await admin.Ledger.CheckBooksAsync(new());
        await ReplayAsync(deployment, purchases);
        var after = await admin.Ledger.CheckBooksAsync(new());
        Assert.Equal(before.Journals, after.Journals);
        Assert.Equal(before.GroupNumber, after.GroupNumber);
    }
}

using System.Diagnostics;
using Federation.Testing;
using DatabaseKind = Federation.Hosting.DatabaseKind;

namespace Federation.Scenarios;

/// <summary>
/// Real faults under load, through the gateways: nodes and databases are killed, connections cut, disks filled. After
/// each the books have what was acknowledged, once.
/// </summary>
[Collection(nameof(WholeMachine))]
public sealed class FaultTests
{
    private const int Tellers = 12;
    private readonly int seed = Environment.TickCount;
    private readonly Random random;

    public static TheoryData<DatabaseKind> SharedDatabases => [.. TestDatabase.SharedKinds];

    public FaultTests() => random = new Random(seed);

    [Theory]
    [InlineData(20)]
    [InlineData(180)]
    public async Task NodesAndTheDatabaseKilled_LosesNothingAcknowledged(int seconds)
    {
        WholeMachine.SkipIfLong(seconds);
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        await using var postgres = await PostgresCluster.StartAsync("");
        await using var alliance = new Alliance(
            await Deployment.NodesAsync(3, await TestDatabase.CreateAsync(postgres)));
        var load = await BeginAsync(alliance);
        var until = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        var kills = await Task.WhenAll(
            KillNodesAsync(alliance.Deployment, load, until), KillDatabaseAsync(postgres, load, until));
        Write($"{kills[0]} nodes and {kills[1]} database servers killed");
        await EndAsync(alliance, load);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(120)]
    public async Task TheOneNodeKilled_OnSqlite_LosesNothingAcknowledged(int seconds)
    {
        WholeMachine.SkipIfLong(seconds);
        await using var alliance = await Alliance.StartAsync();
        var load = await BeginAsync(alliance);
        var until = Stopwatch.GetTimestamp() + (seconds * Stopwatch.Frequency);
        Write($"{await KillNodesAsync(alliance.Deployment, load, until)} times killed");
        await EndAsync(alliance, load);
    }

    [Theory]
    [MemberData(nameof(SharedDatabases))]
    public async Task ConnectionsCut_LosesNothingAcknowledged(DatabaseKind kind)
    {
        const int Cuts = 12;
        var database = await Deployment.NewDatabaseAsync(kind);
        await using var alliance = new Alliance(await Deployment.OnAsync(database));
        var load = await BeginAsync(alliance);
        for (var i = 0; i < Cuts; i++)
        {
            await load.GrowAsync(random.Next(5, 60));
            await database.DisconnectAllAsync();
        }
        await EndAsync(alliance, load);
    }

    [Fact]
    public async Task DiskFull_OnSqlite_RefusesAndGoesOnWhenThereIsRoom()
    {
        await using var disk = await GivenDiskAsync();
        await using var alliance = new Alliance(await Deployment.OneAsync(Path.Combine(disk.Folder, "alliance")));
        var load = await BeginAsync(alliance);
        await FillAsync(disk, load);
        await load.GrowAsync(100);
        await EndAsync(alliance, load);
    }

    [Fact]
    public async Task DiskFull_OnPostgres_RefusesAndGoesOnWhenThereIsRoom()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        await using var disk = await GivenDiskAsync();
        await using var postgres = await PostgresCluster.StartAsync("", data: disk.Folder);
        await using var alliance = new Alliance(await Deployment.OnAsync(await TestDatabase.CreateAsync(postgres)));
        var load = await BeginAsync(alliance);
        await FillAsync(disk, load);
        await load.GrowAsync(100);
        await EndAsync(alliance, load);
    }

    /// <summary>A write-ahead log that cannot grow ends PostgreSQL by itself, as its own manual says; whoever runs it
    /// starts it again when there is room.</summary>
    [Fact]
    public async Task DiskFull_OfPostgresLog_GoesOnWhenTheServerIsStartedAgain()
    {
        Assert.SkipWhen(PostgresCluster.Missing is not null, PostgresCluster.Missing ?? "");
        await using var disk = await GivenDiskAsync();
        await using var postgres = await PostgresCluster.StartAsync("", writeAheadLog: disk.Folder);
        await using var alliance = new Alliance(await Deployment.OnAsync(await TestDatabase.CreateAsync(postgres)));
        var load = await BeginAsync(alliance);
        await FillAsync(disk, load);
        Write(postgres.IsRunning ? "the server goes on" : "the server has ended and is started again");
        if (!postgres.IsRunning)
            await postgres.RestartAsync();
        await load.GrowAsync(100);
        await EndAsync(alliance, load);
    }

    private async Task<Load> BeginAsync(Alliance alliance)
    {
        var load = await Load.PrepareAsync(alliance);
        load.Start(Tellers, seed);
        await load.GrowAsync(50);
        return load;
    }

    private static async Task EndAsync(Alliance alliance, Load load)
    {
        await load.GrowAsync(50);
        await load.StopAsync();
        await Audit.EachOnceAsync(alliance, load);
    }

    /// <summary>Kills one node after the other, each in the middle of its work, and starts it again as whoever runs it
    /// would.</summary>
    private async Task<int> KillNodesAsync(Deployment deployment, Load load, long until)
    {
        var kills = 0;
        for (; Stopwatch.GetTimestamp() < until; kills++)
        {
            await load.GrowAsync(random.Next(20, 100));
            var node = random.Next(deployment.Processes.Count);
            Assert.All(deployment.Processes, p => Assert.False(p.HasExited, p.Output));
            await deployment.KillAsync(node);
            await StartAgainAsync(deployment, node);
        }
        return kills;
    }

    /// <summary>A node that starts while the database is down may give up after a while; then it is started
    /// again.</summary>
    private static async Task StartAgainAsync(Deployment deployment, int node)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await deployment.RestartAsync(node);
                return;
            }
            catch (InvalidOperationException e) when (attempt < 5)
            {
                Write($"A node did not start, and is started again: {e.Message}");
            }
        }
    }

    /// <summary>Kills the server of the database once in each third but the last.</summary>
    private async Task<int> KillDatabaseAsync(PostgresCluster postgres, Load load, long until)
    {
        const int Kills = 2;
        var third = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until) / 3;
        for (var i = 0; i < Kills; i++)
        {
            await Task.Delay(third);
            await load.GrowAsync(random.Next(5, 40));
            await postgres.KillAsync();
            await postgres.RestartAsync();
        }
        return Kills;
    }

    private static async Task<SmallDisk> GivenDiskAsync()
    {
        var missing = await SmallDisk.MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
        return await SmallDisk.MountAsync(256);
    }

    /// <summary>Fills the disk until callers feel it, keeps it full for some seconds, and gives the room
    /// back.</summary>
    private static async Task FillAsync(SmallDisk disk, Load load)
    {
        disk.Fill();
        var before = load.Faults;
        for (var i = 0; load.Faults < before + Tellers; i++)
        {
            // What the database has already taken for itself may last a while.
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            disk.Fill();
            Assert.True(i < 1800, "The disk is full, and nobody feels it.");
        }
        disk.Free();
        Write("The disk was full, and has room again");
    }

    private static void Write(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}

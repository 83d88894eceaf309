using System.Diagnostics;
using Federation.Hosting;
using Federation.Testing;
using Npgsql;

namespace Federation.Bench;

/// <summary>
/// What many journals do to the books, on PostgreSQL: each wallet is opened by an earning, then the mix of the ledger's
/// paths runs until there are as many journals as asked for. This process is the node, and what makes the load: the
/// latter computes its wallets and keeps nothing of them. The database is a process of its own.
/// </summary>
internal sealed class Growth(
    GrowthOptions options, PostgresCluster cluster, string connection, LedgerPath ledger, WalletRange wallets)
{
    private const int Coins = 20;
    private const int Writers = 2;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private readonly long started = Stopwatch.GetTimestamp();

    public static async Task<int> RunAsync(GrowthOptions options, string? json)
    {
        await using var cluster = await PostgresCluster.StartAsync(Bench.PostgresSettings);
        var connection = await cluster.CreateDatabaseAsync();
        var wallets = new WalletRange(
            [.. Enumerable.Range(1, Coins).Select(i => $"coin{i}")], Math.Max(2, options.Wallets / Coins) * Coins);
        var deployment = new DeploymentOptions
        {
            Database = DatabaseKind.Postgres,
            Connection = connection + ";Maximum Pool Size=64"
        };
        await using var ledger = new LedgerPath(deployment, wallets.Coins, Writers);
        await ledger.StartAsync();
        var result = await new Growth(options, cluster, connection, ledger, wallets).MeasureAsync();
        GrowthReport.Print(result);
        if (json is not null)
            await File.WriteAllTextAsync(json, System.Text.Json.JsonSerializer.Serialize(result, Report.Json));
        return 0;
    }

    private async Task<GrowthResult> MeasureAsync()
    {
        var opening = await OpenAsync();
        var before = await ReadsAsync("before");
        var sizeBefore = await DatabaseBytesAsync();
        var steps = await GrowAsync();
        var after = await ReadsAsync("after");
        await using var source = NpgsqlDataSource.Create(connection);
        return new GrowthResult
        {
            Wallets = wallets.Count,
            OpeningPerSecond = opening,
            Steps = steps,
            Journals = await CountAsync(source, "SELECT count(*) FROM ledger.outcomes"),
            BytesBefore = sizeBefore,
            Tables = await TableSize.ReadAsync(source),
            ReadBefore = before,
            ReadAfter = after,
            LotsPerWallet = (double)await CountAsync(source, "SELECT count(*) FROM ledger.lots") / wallets.Count,
            PeakMib = ProcessMemory.PeakMiB(Environment.ProcessId),
            ManagedPeakMib = steps.Count == 0 ? 0 : steps.Max(s => s.ManagedMib),
        };
    }

    /// <summary>Opens the wallets; journals per second.</summary>
    private async Task<double> OpenAsync()
    {
        Console.Error.WriteLine($"== opening {wallets.Count:N0} wallets");
        var began = Stopwatch.GetTimestamp();
        await ledger.OpenAsync(wallets, lots: 1);
        return wallets.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Posts until there are enough journals, or the time is over; a step for each million, or
    /// tenth.</summary>
    private async Task<IReadOnlyList<GrowthStep>> GrowAsync()
    {
        var wanted = options.Journals - wallets.Count;
        var step = wanted >= 3_000_000 ? 1_000_000 : Math.Max(1, wanted / 10);
        var steps = new List<GrowthStep>();
        var mix = new LedgerMix(ledger, wallets, hotWallet: false).Load(Bench.LedgerCallers * Writers);
        using var stop = new CancellationTokenSource();
        var latencies = new Histogram();
        var tally = new Tally(latencies);
        tally.CountFromNow();
        var running = mix(tally, stop.Token);
        for (var (from, at) = (0L, Stopwatch.GetTimestamp()); from < wanted
            && Stopwatch.GetElapsedTime(started) < options.Limit; at = Stopwatch.GetTimestamp())
        {
            while (tally.Done < Math.Min(from + step, wanted) && Stopwatch.GetElapsedTime(started) < options.Limit
                && !running.IsCompleted)
                await Task.Delay(Look, CancellationToken.None);
            if (running.IsCompleted)
                await running;
            var done = tally.Done;
            steps.Add(await StepAsync(wallets.Count + done, (done - from) / Stopwatch.GetElapsedTime(at).TotalSeconds,
                done - from, latencies));
            from = done;
        }
        await stop.CancelAsync();
        await running;
        return steps;
    }

    private async Task<GrowthStep> StepAsync(long journals, double perSecond, long counted, Histogram latencies)
    {
        var step = new GrowthStep(
            journals, counted, perSecond, latencies.Ms(0.5), latencies.Ms(0.99), await DatabaseBytesAsync(),
            ProcessMemory.MiB(Environment.ProcessId), GC.GetTotalMemory(forceFullCollection: false) / 1048576.0);
        latencies.Clear();
        Console.Error.WriteLine(
            $"   {step.Journals,12:N0} journals {step.PerSecond,10:N0}/s  p99 {step.P99Ms:N0} ms  "
            + $"{step.DatabaseBytes >> 20:N0} MiB");
        return step;
    }

    /// <summary>Wallet reads with nothing else going on, after a checkpoint, so that its writing is not in
    /// them.</summary>
    private async Task<ReadLatency> ReadsAsync(string when)
    {
        Console.Error.WriteLine($"== reading wallets {when}");
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("postgres"));
        await using (var checkpoint = source.CreateCommand("CHECKPOINT"))
        {
            checkpoint.CommandTimeout = 300;
            await checkpoint.ExecuteNonQueryAsync();
        }
        return await WalletReads.MeasureAsync(ledger, wallets);
    }

    private async Task<long> DatabaseBytesAsync()
    {
        await using var source = NpgsqlDataSource.Create(connection);
        return await CountAsync(source, "SELECT pg_database_size(current_database())");
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 300;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

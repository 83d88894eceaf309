using Federation.Hosting;
using Federation.Testing;

namespace Federation.Bench;

/// <summary>
/// Measures the paths: those of a family are on one set-up and take turns, TPC-B among them, so that what the machine
/// does meanwhile falls on all of them. A path that fails, or takes too long, is reported, and the others go on.
/// </summary>
internal sealed class Bench(BenchOptions options, PostgresCluster? cluster, Report report)
{
    /// <summary>As a small server would be set up; commits are durable.</summary>
    public const string PostgresSettings =
        "-c fsync=on -c synchronous_commit=on -c shared_buffers=1GB -c max_wal_size=8GB -c checkpoint_timeout=30min";

    /// <summary>For each writer: a group may be half of them while the other half waits.</summary>
    public const int LedgerCallers = 2000;

    private const int FaultsShown = 5;
    private const int Wallets = 20_000;
    private const int Coins = 20;
    private const int Reminded = 100_000;
    private const int Swept = 20_000;
    private const int SweepRuns = 3;
    private const int NaiveCallers = 32;
    private const int UnaryCallers = 256;
    private const int BatchCallers = 16;
    private readonly CpuMeter cpu = new(cluster?.ServerId);
    private readonly StatementMeter? statements =
        options.Statements && cluster is not null ? new StatementMeter(cluster) : null;
    private readonly TpcB? tpcb = cluster is null ? null : new TpcB(cluster, "tpcb", clients: 32);
    private readonly TpcB? tpcbIdle = cluster is null ? null : new TpcB(cluster, "tpcb_idle", clients: 1);

    public static async Task<int> RunAsync(BenchOptions options)
    {
        if (options.Database == DatabaseKind.SqlServer && TestDatabase.Missing(DatabaseKind.SqlServer) is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return 2;
        }
        var report = new Report(options);
        using var limit = new Timer(_ => report.EndAt(options.Limit), null, options.Limit, Timeout.InfiniteTimeSpan);
        // The way is measured, not how it is kept from one caller's hurry.
        Environment.SetEnvironmentVariable("Gateway__PermitsPerSecond", "10000000");
        Environment.SetEnvironmentVariable("Gateway__Burst", "20000000");
        await using var cluster = options.Database == DatabaseKind.Postgres
            ? await PostgresCluster.StartAsync(
                PostgresSettings + (options.Statements ? StatementMeter.Settings : "")) : null;
        var bench = new Bench(options, cluster, report);
        await bench.FamilyAsync(bench.NaiveAsync, "naive");
        await bench.FamilyAsync(bench.LedgerAsync, "ledger");
        await bench.FamilyAsync(bench.GatewayAsync, "grpc", "gateway");
        if (options.Database != DatabaseKind.Sqlite)
            await bench.FamilyAsync(bench.SqliteAsync, "sqlite");
        if (options.Database == DatabaseKind.Postgres)
        {
            await bench.FamilyAsync(bench.RemindersAsync, "reminders");
            await bench.FamilyAsync(bench.DrawAsync, "draw_close_gateway");
            await bench.FamilyAsync(bench.SweepAsync, "sweep");
        }
        await bench.FamilyAsync(() => bench.TurnsAsync(ExchangePaths.All), "exchange");
        await bench.FamilyAsync(() => bench.TurnsAsync([.. RulesPaths.All, SimulationPath.Path]), "rules");
        await bench.FamilyAsync(() => bench.TurnsAsync(DrawPaths.All), "draw");
        if (!report.Has("tpcb"))
            await bench.TurnsAsync(bench.tpcb);
        return report.End();
    }

    private async Task NaiveAsync()
    {
        using var naive = new NaivePath(await DeploymentAsync(), Wallets);
        await naive.PrepareAsync();
        await TurnsAsync(
            LoadPath.Closed("naive_random", NaiveCallers, _ => naive.TransferAsync(Any(), Any())),
            LoadPath.Closed("naive_hot", NaiveCallers, _ => naive.TransferAsync(0, Any())));
    }

    private async Task LedgerAsync()
    {
        var many = new WalletRange([.. Enumerable.Range(1, Coins).Select(i => $"coin{i}")], Wallets);
        var one = new WalletRange(["hot"], Wallets);
        await using var ledger = new LedgerPath(await DeploymentAsync(), [.. many.Coins, "hot"], writers: 1);
        await ledger.StartAsync();
        await ledger.OpenAsync(many, LedgerPath.EarningDays.Length);
        await ledger.OpenAsync(one, LedgerPath.EarningDays.Length);
        await ledger.SubmitAsync([LedgerPath.Earning(one.At(0), 1_000_000_000, 0)]);
        await using var twice = options.Database != DatabaseKind.Sqlite && options.Wants("ledger_two_writers")
            ? new LedgerPath(await DeploymentAsync(), many.Coins, writers: 2) : null;
        if (twice is not null)
        {
            await twice.StartAsync();
            await twice.OpenAsync(many, LedgerPath.EarningDays.Length);
        }
        await TurnsAsync(
            new LedgerMix(ledger, many, hotWallet: false).Path("ledger_random", LedgerCallers),
            new LedgerMix(ledger, one, hotWallet: false).Path("ledger_hot_coin", LedgerCallers),
            new LedgerMix(ledger, one, hotWallet: true).Path("ledger_hot_wallet", LedgerCallers),
            twice is null ? null : new LedgerMix(twice, many, hotWallet: false)
            .Path("ledger_two_writers", 2 * LedgerCallers),
            tpcb);
    }

    private async Task GatewayAsync()
    {
        await using var host = new GrpcPaths();
        var kind = options.Database.ToString().ToLowerInvariant();
        string[] database = options.Database == DatabaseKind.Sqlite
            ? [] : ["--database", kind, "--migrate", "--connection", await ConnectionAsync()];
        var members = options.Schedule == Schedule.Full && options.Database != DatabaseKind.Sqlite ? 5000 : 1000;
        await host.PrepareAsync(database, members);
        await using var echo = await EchoPath.StartAsync(host);
        var headers = host.Headers;
        int Some() => Random.Shared.Next(members);
        await TurnsAsync(
            LoadPath.Closed("grpc_unary_random", UnaryCallers, c => host.EarnAtModuleAsync(c, Some())),
            LoadPath.Closed("grpc_unary_hot", UnaryCallers, c => host.EarnAtModuleAsync(c, 0)),
            LoadPath.Closed("gateway_unary_random", UnaryCallers, c => host.EarnAtGatewayAsync(c, Some())),
            LoadPath.Closed("gateway_unary_hot", UnaryCallers, c => host.EarnAtGatewayAsync(c, 0)),
            LoadPath.Closed("gateway_batch_random", BatchCallers, c => host.BatchAtGatewayAsync(c, Some)),
            LoadPath.Closed("gateway_batch_hot", BatchCallers, c => host.BatchAtGatewayAsync(c, () => 0)),
            new LoadPath("gateway_stream_random", (tally, stop) => host.StreamAtGatewayAsync(tally, Some, stop)),
            new LoadPath("gateway_stream_hot", (tally, stop) => host.StreamAtGatewayAsync(tally, () => 0, stop)),
            LoadPath.Closed("gateway_echo", UnaryCallers, c => echo.EchoAsync(c, headers)),
            LoadPath.Closed("gateway_echo_idle", 1, c => echo.EchoAsync(c, headers)),
            LoadPath.Closed("gateway_idle", 1, c => host.EarnAtGatewayAsync(c, Some())),
            tpcbIdle,
            tpcb);
        report.HostPeakMiB = host.HostPeakMiB;
        await HalfPeakAsync("gateway_half_peak", "gateway_unary_random", c => host.EarnAtGatewayAsync(c, Some()));
        await HalfPeakAsync("gateway_echo_half_peak", "gateway_echo", c => echo.EchoAsync(c, headers));
        if (options.WantsAny("gateway_pay", "gateway_quote"))
            await report.TryAsync(
                "gateway_pay, gateway_quote", options.Schedule.FamilyLimit, () => PaymentsAsync(host, Some));
        if (options.WantsAny("gateway_order"))
            await report.TryAsync(
                "gateway_order", options.Schedule.FamilyLimit, () => OrdersAsync(host, echo, Some));
        if (options.WantsAny("gateway_reward"))
            await report.TryAsync(
                "gateway_reward", options.Schedule.FamilyLimit, () => RewardsAsync(host, Some));
        foreach (var fault in host.Faults.Take(FaultsShown))
            await Console.Error.WriteLineAsync(fault);
    }

    /// <summary>On the host of the other calls, after them: payments and the ledger's own calls take turns.</summary>
    private async Task PaymentsAsync(GrpcPaths host, Func<int> payer)
    {
        await using var payments = await PaymentPaths.StartAsync(host);
        await TurnsAsync(
            LoadPath.Closed("gateway_pay", UnaryCallers, c => payments.PayAsync(c, payer())),
            LoadPath.Closed("gateway_pay_unary", UnaryCallers, c => host.EarnAtGatewayAsync(c, payer())),
            LoadPath.Closed("gateway_quote", UnaryCallers, c => payments.QuoteAsync(c)),
            LoadPath.Closed("gateway_pay_idle", 1, c => payments.PayAsync(c, payer())),
            LoadPath.Closed("gateway_quote_idle", 1, c => payments.QuoteAsync(c)));
        await HalfPeakAsync("gateway_pay_half_peak", "gateway_pay", c => payments.PayAsync(c, payer()));
        await HalfPeakAsync("gateway_quote_half_peak", "gateway_quote", c => payments.QuoteAsync(c));
    }

    /// <summary>Orders, and beside them what they are held against: an echo and an Earn.</summary>
    private async Task OrdersAsync(GrpcPaths host, EchoPath echo, Func<int> member)
    {
        var orders = await OrderPaths.StartAsync(host);
        await TurnsAsync(
            LoadPath.Closed("gateway_order_echo", UnaryCallers, c => echo.EchoAsync(c, host.Headers)),
            LoadPath.Closed("gateway_order_evaluate", UnaryCallers, c => orders.EvaluateAsync(c, member())),
            LoadPath.Closed("gateway_order_earn", UnaryCallers, c => host.EarnAtGatewayAsync(c, member())),
            LoadPath.Closed("gateway_order_place", UnaryCallers, c => orders.PlaceAsync(c, member())),
            LoadPath.Closed("gateway_order_place_hot", UnaryCallers, c => orders.PlaceHotAsync(c, member())),
            LoadPath.Closed("gateway_event_report", UnaryCallers, c => orders.ReportAsync(c, member())));
    }

    /// <summary>Redemptions, and beside them an Earn.</summary>
    private async Task RewardsAsync(GrpcPaths host, Func<int> member)
    {
        var rewards = await RewardPaths.StartAsync(host);
        await TurnsAsync(
            LoadPath.Closed("gateway_reward_earn", UnaryCallers, c => host.EarnAtGatewayAsync(c, member())),
            LoadPath.Closed("gateway_reward_redeem", UnaryCallers, c => rewards.RedeemAsync(c, member())),
            LoadPath.Closed("gateway_reward_redeem_hot", UnaryCallers, c => rewards.RedeemHotAsync(c, member())));
    }

    private Task RemindersAsync() => OnItsOwnAsync(
        options.Schedule == Schedule.Full ? Reminded : Reminded / 10, async (host, connection) =>
        {
            var reminders = new ReminderPath(host, connection);
            await reminders.PrepareAsync();
            report.Add("reminders", Measurement.Of(await reminders.RunAsync(), new Histogram()));
        });

    private Task SweepAsync() => OnItsOwnAsync(
        options.Schedule == Schedule.Full ? Swept : Swept / 10, async (host, _) =>
        {
            using var sweep = new SweepPath(host);
            await sweep.PrepareAsync();
            string[] paths = [SweepPath.Plain, SweepPath.Announced, SweepPath.Backlog];
            var rates = paths.ToDictionary(p => p, _ => new List<double>());
            for (var run = 0; run < SweepRuns; run++)
                foreach (var path in paths)
                    rates[path].Add(await sweep.RunAsync(path));
            foreach (var path in paths)
                report.Add(path, Measurement.Of(rates[path], new Histogram()));
        });

    private Task DrawAsync() => OnItsOwnAsync(DrawClosePath.Holders, async (host, _) =>
    {
        var draw = new DrawClosePath(host);
        await draw.PrepareAsync();
        report.Add("draw_close_gateway", Measurement.Of([await draw.RunAsync()], new Histogram()));
    });

    /// <summary>On a host of its own: its members are many, and its clock moves.</summary>
    private async Task OnItsOwnAsync(int members, Func<GrpcPaths, string, Task> measure)
    {
        await using var host = new GrpcPaths();
        var connection = await ConnectionAsync();
        await host.PrepareAsync(["--database", "postgres", "--migrate", "--connection", connection], members);
        await measure(host, connection);
        foreach (var fault in host.Faults.Take(FaultsShown))
            await Console.Error.WriteLineAsync(fault);
    }

    /// <summary>Calls at a constant rate, half of what callers in a closed loop reached.</summary>
    private Task HalfPeakAsync(string name, string closedName, Func<int, Task<int>> call) =>
        !options.Wants(name) ? Task.CompletedTask :
        report.TryAsync(name, options.Schedule.PathLimit + options.Schedule.OpenLoop, async () =>
        {
            if (report.PerSecond(closedName) is not { } peak)
            {
                var closed = LoadPath.Closed(closedName, UnaryCallers, call);
                await closed.WarmAsync(options.Schedule.Warm);
                await closed.RunAsync(options.Schedule.Run, cpu);
                peak = closed.Result.PerSecond;
            }
            var openLoop = new OpenLoop(peak / 2, n => call((int)(n % UnaryCallers)));
            report.Add(name, await openLoop.RunAsync(options.Schedule.Warm, options.Schedule.OpenLoop));
        });

    private async Task SqliteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("federation-bench-");
        try
        {
            var deployment = new DeploymentOptions { DataDirectory = folder.FullName };
            var wallets = new WalletRange([.. Enumerable.Range(1, Coins).Select(i => $"coin{i}")], Wallets);
            using var naive = new NaivePath(deployment, Wallets);
            await naive.PrepareAsync();
            await using var ledger = new LedgerPath(deployment, wallets.Coins, writers: 1);
            await ledger.StartAsync();
            await ledger.OpenAsync(wallets, LedgerPath.EarningDays.Length);
            await TurnsAsync(
                LoadPath.Closed("sqlite_naive", NaiveCallers, _ => naive.TransferAsync(Any(), Any())),
                new LedgerMix(ledger, wallets, hotWallet: false).Path("sqlite_ledger", LedgerCallers));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task FamilyAsync(Func<Task> measure, params string[] beginnings)
    {
        if (options.WantsAny(beginnings))
            await report.TryAsync(string.Join(", ", beginnings), options.Schedule.FamilyLimit, measure);
    }

    private async Task TurnsAsync(params BenchPath?[] paths)
    {
        var going = paths.OfType<BenchPath>().Where(p => options.Wants(p.Name)).ToList();
        foreach (var path in going.Where(p => !report.Has(p.Name)).ToList())
            if (!await report.TryAsync(
                path.Name, options.Schedule.PathLimit, () => path.WarmAsync(options.Schedule.WarmOf(path.Name))))
                going.Remove(path);
        for (var run = 0; run < options.Schedule.Runs; run++)
            foreach (var path in going.ToList())
                if (await report.TryAsync(path.Name, options.Schedule.PathLimit, () => RunAsync(path)))
                    report.Add(path.Name, path.Result);
                else
                    going.Remove(path);
    }

    private async Task RunAsync(BenchPath path)
    {
        if (statements is not null)
            await statements.ResetAsync();
        await path.RunAsync(options.Schedule.Run, cpu);
        if (statements is not null)
            await statements.PrintAsync(path.Name, path.Result.Runs[^1] * options.Schedule.Run.TotalSeconds);
    }

    private async Task<DeploymentOptions> DeploymentAsync() => new()
    {
        Database = options.Database,
        Connection = options.Database == DatabaseKind.Sqlite ? null : await ConnectionAsync() + PoolSize,
        DataDirectory = Directory.CreateTempSubdirectory("federation-bench-").FullName,
    };

    /// <summary>A new database on the server; SQL Server's is dropped with the process.</summary>
    private async Task<string> ConnectionAsync() =>
        cluster is null
            ? (await TestDatabase.CreateAsync(options.Database)).Connection!
            : await cluster.CreateDatabaseAsync();

    private string PoolSize => cluster is null ? ";Max Pool Size=64" : ";Maximum Pool Size=64";

    private static int Any() => Random.Shared.Next(1, Wallets);
}

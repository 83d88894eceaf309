using System.Globalization;
using System.Text.Json;
using Federation.Bench;
using Federation.Hosting;
using Federation.Testing;
using Spectre.Console;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = BenchOptions.Parse(args);
if (options is null)
    return 2;
var measured = await Bench.RunAsync(options);
Report.Print(measured, options);
if (options.Json is { } file)
    await File.WriteAllTextAsync(file, Report.Json(measured));
return 0;

namespace Federation.Bench
{
    internal sealed record BenchOptions(Schedule Schedule, DatabaseKind Database, string? Json, string Only)
    {
        private const string Usage = """
            bench/run.sh [--quick] [--database postgres|sqlite] [--json FILE] [--only PREFIX]
              Measures the write paths side by side, durable commits, on a private database on this machine.
              --quick     seconds instead of half a minute of warming, one run instead of three: for trying it out
              --json      also write the figures to FILE
              --only      just the paths whose name starts so, for instance ledger
            """;

        public static BenchOptions? Parse(string[] args)
        {
            var options = new BenchOptions(Schedule.Full, DatabaseKind.Postgres, null, "");
            for (var i = 0; i < args.Length; i++)
            {
                var next = i + 1 < args.Length ? args[i + 1] : null;
                switch (args[i])
                {
                    case "--quick": options = options with { Schedule = Schedule.Quick }; break;
                    case "--only" when next is not null: options = options with { Only = args[++i] }; break;
                    case "--json" when next is not null: options = options with { Json = args[++i] }; break;
                    case "--database" when next is "postgres": options = options with { Database = DatabaseKind.Postgres }; i++; break;
                    case "--database" when next is "sqlite": options = options with { Database = DatabaseKind.Sqlite }; i++; break;
                    default: Console.Error.WriteLine(Usage); return null;
                }
            }
            return options;
        }
    }

    /// <summary>Runs every path in one process, one after the other, each on a database of its own.</summary>
    internal static class Bench
    {
        private const int Wallets = 20_000;
        private const int NaiveCallers = 32;
        private const int LedgerCallers = 2000;
        private const int UnaryCallers = 256;
        private const int BatchCallers = 16;

        public static async Task<Dictionary<string, Measurement>> RunAsync(BenchOptions options)
        {
            var results = new Dictionary<string, Measurement>();
            // The way is measured, not how it is kept from one caller's hurry.
            Environment.SetEnvironmentVariable("Gateway__PermitsPerSecond", "10000000");
            Environment.SetEnvironmentVariable("Gateway__Burst", "20000000");
            await using var cluster = options.Database == DatabaseKind.Postgres
                // As a small server would be set up; commits are durable.
                ? await PostgresCluster.StartAsync("-c fsync=on -c synchronous_commit=on -c shared_buffers=1GB -c max_wal_size=8GB -c checkpoint_timeout=30min")
                : null;
            if (Wanted(options, "naive"))
                await NaiveAsync(options, cluster, results);
            if (Wanted(options, "ledger"))
                await LedgerAsync(options, cluster, results);
            if (Wanted(options, "grpc", "gateway"))
                await GrpcAsync(options, cluster, results);
            if (cluster is not null)
                await MeasureAsync(options, results, "tpcb", () => TpcB.MeasureAsync(cluster, options.Schedule));
            return results;
        }

        private static bool Wanted(BenchOptions options, params string[] names) => names.Any(n =>
            options.Only.StartsWith(n, StringComparison.Ordinal) || n.StartsWith(options.Only, StringComparison.Ordinal));

        private static async Task NaiveAsync(BenchOptions options, PostgresCluster? cluster, Dictionary<string, Measurement> results)
        {
            using var naive = new NaivePath(await DeploymentAsync(options, cluster), Wallets);
            await naive.PrepareAsync();
            await PathAsync(options, results, "naive_random", NaiveCallers, _ => naive.TransferAsync(Pick(), Pick()));
            await PathAsync(options, results, "naive_hot", NaiveCallers, _ => naive.TransferAsync(0, Pick()));
        }

        private static async Task LedgerAsync(BenchOptions options, PostgresCluster? cluster, Dictionary<string, Measurement> results)
        {
            await using var ledger = new LedgerPath(await DeploymentAsync(options, cluster), Wallets);
            await ledger.PrepareAsync();
            await PathAsync(options, results, "ledger_random", LedgerCallers, _ => ledger.TransferAsync(Pick(), Pick()));
            // Both ways, so that the hot wallet is never empty.
            await PathAsync(options, results, "ledger_hot", LedgerCallers,
                caller => caller % 2 == 0 ? ledger.TransferAsync(0, Pick()) : ledger.TransferAsync(Pick(), 0));
        }

        private static async Task GrpcAsync(BenchOptions options, PostgresCluster? cluster, Dictionary<string, Measurement> results)
        {
            await using var host = new GrpcPaths();
            string[] database = cluster is null ? [] : ["--database", "postgres", "--migrate", "--connection", await cluster.CreateDatabaseAsync()];
            var members = options.Schedule == Schedule.Full && cluster is not null ? 5000 : 1000;
            await host.PrepareAsync(database, members);
            int Any() => Random.Shared.Next(members);
            await PathAsync(options, results, "grpc_unary_random", UnaryCallers, c => host.EarnAtModuleAsync(c, Any()));
            await PathAsync(options, results, "grpc_unary_hot", UnaryCallers, c => host.EarnAtModuleAsync(c, 0));
            await PathAsync(options, results, "gateway_unary_random", UnaryCallers, c => host.EarnAtGatewayAsync(c, Any()));
            await PathAsync(options, results, "gateway_unary_hot", UnaryCallers, c => host.EarnAtGatewayAsync(c, 0));
            await PathAsync(options, results, "gateway_batch_random", BatchCallers, c => host.BatchAtGatewayAsync(c, Any));
            await PathAsync(options, results, "gateway_batch_hot", BatchCallers, c => host.BatchAtGatewayAsync(c, () => 0));
            await using var echo = await EchoPath.StartAsync(host);
            var headers = host.Headers;
            await PathAsync(options, results, "gateway_echo", UnaryCallers, c => echo.EchoAsync(c, headers));
        }

        private static Task PathAsync(
            BenchOptions options, Dictionary<string, Measurement> results, string path, int callers, Func<int, Task<int>> call) =>
            MeasureAsync(options, results, path, () => Load.MeasureAsync(callers, options.Schedule, call));

        private static async Task MeasureAsync(BenchOptions options, Dictionary<string, Measurement> results, string path, Func<Task<Measurement>> measure)
        {
            if (!path.StartsWith(options.Only, StringComparison.Ordinal))
                return;
            Console.Error.WriteLine($"== {path}");
            results[path] = await measure();
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {results[path].PerSecond:N0}/s"));
        }

        private static async Task<DeploymentOptions> DeploymentAsync(BenchOptions options, PostgresCluster? cluster) => new()
        {
            Database = options.Database,
            Connection = cluster is null ? null : await cluster.CreateDatabaseAsync() + ";Maximum Pool Size=64",
            DataDirectory = Directory.CreateTempSubdirectory("federation-bench-").FullName,
        };

        private static int Pick() => Random.Shared.Next(1, Wallets);
    }

    /// <summary>Tells people and programs what was measured.</summary>
    internal static class Report
    {
        /// <summary>What the figures are held against: path, times, path.</summary>
        private static readonly (string Path, double Times, string Of)[] Aims =
        [
            ("ledger_random", 10, "naive_random"), ("ledger_hot", 20, "naive_hot"), ("ledger_random", 4, "tpcb"),
            ("gateway_unary_random", 0.3, "gateway_echo"), ("gateway_batch_random", 3, "tpcb"),
        ];

        public static void Print(Dictionary<string, Measurement> results, BenchOptions options)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("path", "per second", "p50 ms", "p99 ms");
            foreach (var column in table.Columns.Skip(1))
                column.Alignment(Justify.Right);
            foreach (var (path, m) in results)
                table.AddRow(path, Number(m.PerSecond, "N0"), Number(m.P50Ms, "N1"), Number(m.P99Ms, "N1"));
            AnsiConsole.Write(table);
            var (warm, run, runs) = (options.Schedule.Warm, options.Schedule.Run, options.Schedule.Runs);
            Console.WriteLine($"{options.Database}, durable commits; warm {warm.TotalSeconds} s, {runs} runs of {run.TotalSeconds} s, the median; "
                + "batches count their commands.");
            foreach (var (path, times, of) in Aims.Where(a => results.ContainsKey(a.Path) && results.ContainsKey(a.Of)))
            {
                var ratio = results[path].PerSecond / results[of].PerSecond;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{path} is {ratio:0.00} x {of} (aim {times}){(ratio >= times ? "" : "  MISSED")}"));
            }
        }

        public static string Json(Dictionary<string, Measurement> results) => JsonSerializer.Serialize(
            results.ToDictionary(r => r.Key, r => new
            {
                per_second = Math.Round(r.Value.PerSecond, 1),
                p50_ms = Math.Round(r.Value.P50Ms, 3),
                p99_ms = Math.Round(r.Value.P99Ms, 3),
                runs = r.Value.Runs.Select(n => Math.Round(n, 1)),
            }), Indented);

        private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

        private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}

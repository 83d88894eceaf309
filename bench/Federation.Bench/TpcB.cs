using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Federation.Testing;

namespace Federation.Bench;

/// <summary>pgbench's TPC-B on the same server: 32 clients, prepared statements, scale 50.</summary>
internal static partial class TpcB
{
    public static async Task<Measurement> MeasureAsync(PostgresCluster cluster, Schedule schedule)
    {
        await cluster.CreateDatabaseAsync("tpcb");
        await PgbenchAsync(cluster, "-i -s 50 -q tpcb");
        await PgbenchAsync(cluster, Run(schedule.Warm));
        var log = System.IO.Directory.CreateTempSubdirectory("federation-pgbench-");
        var runs = new List<double>();
        for (var run = 0; run < schedule.Runs; run++)
            runs.Add(Rate(await PgbenchAsync(cluster, $"-l --log-prefix={log.FullName}/run{run} --sampling-rate=0.2 {Run(schedule.Run)}")));
        // A line of the log is a transaction; its third number is the latency in microseconds.
        var latencies = log.EnumerateFiles().SelectMany(f => File.ReadLines(f.FullName))
            .Select(l => double.Parse(l.Split(' ')[2], CultureInfo.InvariantCulture) / 1000);
        var measurement = Load.Summarise(runs, latencies);
        log.Delete(recursive: true);
        return measurement;
    }

    private static string Run(TimeSpan time) => $"-c 32 -j 2 -M prepared -T {Math.Max(1, (int)time.TotalSeconds)} tpcb";

    private static async Task<string> PgbenchAsync(PostgresCluster cluster, string arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(PostgresCluster.Binaries!, "pgbench"), $"-h 127.0.0.1 -p {cluster.Port} -U federation {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException("pgbench: " + await errors);
    }

    private static double Rate(string output) => double.Parse(Tps().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Tps();
}

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Federation.Testing;

namespace Federation.Bench;

/// <summary>pgbench's TPC-B on the same server, in a database of its own: prepared statements, scale 50.</summary>
internal sealed partial class TpcB(PostgresCluster cluster, string name, int clients) : BenchPath(name)
{
    private bool prepared;

    protected override async Task<double> LoadAsync(TimeSpan time, bool counts)
    {
        await PrepareAsync();
        var threads = Math.Min(clients, 2);
        var run = $"-c {clients} -j {threads} -M prepared -T {Math.Max(1, (int)time.TotalSeconds)} {Name}";
        if (!counts)
            return Rate(await PgbenchAsync(run));
        var log = System.IO.Directory.CreateTempSubdirectory("federation-pgbench-");
        var rate = Rate(await PgbenchAsync($"-l --log-prefix={log.FullName}/run --sampling-rate=0.2 {run}"));
        // A line of the log is a transaction; its third number is the latency in microseconds.
        foreach (var line in log.EnumerateFiles().SelectMany(f => File.ReadLines(f.FullName)))
            Latencies.Add(TimeSpan.FromMicroseconds(double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture)));
        log.Delete(recursive: true);
        return rate;
    }

    private async Task PrepareAsync()
    {
        if (prepared)
            return;
        await cluster.CreateDatabaseAsync(Name);
        await PgbenchAsync($"-i -s 50 -q {Name}");
        prepared = true;
    }

    private async Task<string> PgbenchAsync(string arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(PostgresCluster.Binaries!, "pgbench"),
            $"-h 127.0.0.1 -p {cluster.Port} -U federation {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException("pgbench: " + await errors);
    }

    private static double Rate(string output) =>
        double.Parse(Tps().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([\d.]+)")]
    private static partial Regex Tps();
}

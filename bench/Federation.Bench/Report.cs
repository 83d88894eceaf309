using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Federation.Bench;

/// <summary>Tells people and programs what was measured, once, whatever ends the run.</summary>
internal sealed class Report(BenchOptions options)
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Lock gate = new();
    private readonly Dictionary<string, Measurement> measured = [];
    private readonly Dictionary<string, string> failures = [];
    private bool ended;

    /// <summary>The most memory that the host had, under the load of all its paths.</summary>
    public double? HostPeakMiB { get; set; }

    public void Add(string path, Measurement measurement)
    {
        lock (gate)
        {
            measured[path] = measurement;
            // Whatever ends the process, what was measured until then is there.
            WriteJson();
        }
        Console.Error.WriteLine($"   {path,-24} {measurement.Runs[^1],10:N0}/s");
    }

    public bool Has(string path)
    {
        lock (gate)
            return measured.ContainsKey(path);
    }

    public double? PerSecond(string path)
    {
        lock (gate)
            return measured.TryGetValue(path, out var found) ? found.PerSecond : null;
    }

    /// <summary>Does something for a path, or a family; a fault is kept for the end. What takes longer than its limit
    /// has failed: it is left to itself, and the next begins.</summary>
    public async Task<bool> TryAsync(string what, TimeSpan limit, Func<Task> work)
    {
        Console.Error.WriteLine($"== {what}");
        try
        {
            await Task.Run(work).WaitAsync(limit);
            return true;
        }
        catch (TimeoutException)
        {
            Console.Error.WriteLine($"{what} was given up after {limit.TotalMinutes:0.#} minutes.");
            lock (gate)
                failures[what] = $"It took longer than {limit.TotalMinutes:0.#} minutes and was given up.";
            return false;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
            lock (gate)
                failures[what] = e.Message;
            return false;
        }
    }

    /// <summary>The run took too long: tells what there is.</summary>
    public void EndAt(TimeSpan limit)
    {
        lock (gate)
            failures["all"] = $"It took longer than {limit.TotalMinutes} minutes and was ended.";
        Environment.Exit(End());
    }

    /// <summary>Prints, writes, and answers the exit code: 1 when something failed; an aim that is missed is not a
    /// failure.</summary>
    public int End()
    {
        lock (gate)
        {
            if (ended)
                return 1;
            ended = true;
            Print();
            WriteJson();
            return failures.Count == 0 ? 0 : 1;
        }
    }

    private void WriteJson()
    {
        if (options.Json is { } file)
            File.WriteAllText(file, JsonSerializer.Serialize(new
            {
                Database = options.Database.ToString(),
                Date = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd HH:mm", null),
                Environment.ProcessorCount,
                options.Schedule,
                Paths = measured.ToDictionary(m => m.Key, m => Rounded(m.Value)),
                Aims = Aim.Of(measured),
                HostPeakMib = HostPeakMiB,
                Failures = failures,
            }, Json));
    }

    private void Print()
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumns("path", "per second", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "runs")
            .AddColumns("bench µs", "host µs", "database µs");
        foreach (var column in table.Columns.Skip(1))
            column.Alignment(Justify.Right);
        foreach (var (path, m) in measured)
            table.AddRow(path, $"{m.PerSecond:N0}", $"{m.P50Ms:N1}", $"{m.P90Ms:N1}", $"{m.P99Ms:N1}", $"{m.P999Ms:N1}",
                string.Join(", ", m.Runs.Select(r => $"{r:N0}")), $"{m.CpuMicros?.Bench:N0}",
                $"{m.CpuMicros?.Host:N0}", $"{m.CpuMicros?.Database:N0}");
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140);
        AnsiConsole.Write(table);
        var (warm, run, runs) = (options.Schedule.Warm, options.Schedule.Run, options.Schedule.Runs);
        Console.WriteLine(
            $"{options.Database}, durable commits; warm {warm.TotalSeconds} s (naive three times that), {runs} runs of "
            + $"{run.TotalSeconds} s in turns, the median; batches count their commands; "
            + "µs of processor time for each.");
        if (measured.TryGetValue("gateway_half_peak", out var open))
            Console.WriteLine(
                $"gateway_half_peak: {open.IntendedPerSecond:N0} a second were due; {open.Late:N0} were sent more than "
                + $"5 ms late, "
                + $"{open.Missed:N0} not at all, {open.Failed:N0} failed.");
        if (HostPeakMiB is { } peak)
            Console.WriteLine($"The host (all modules and the gateway) had {peak:N0} MiB resident at most.");
        foreach (var aim in Aim.Of(measured))
            Console.WriteLine(aim.ToString());
        foreach (var (what, why) in failures)
            Console.WriteLine($"FAILED {what}: {why}");
    }

    private static Measurement Rounded(Measurement m) => m with
    {
        PerSecond = Math.Round(m.PerSecond, 1),
        IntendedPerSecond = m.IntendedPerSecond is { } intended ? Math.Round(intended, 1) : null,
        Runs = [.. m.Runs.Select(r => Math.Round(r, 1))],
        CpuMicros = m.CpuMicros is { } c
            ? new CpuTimes(Math.Round(c.Bench), Math.Round(c.Host), Math.Round(c.Database)) : null,
    };
}

using System.Diagnostics;

namespace Federation.Bench;

/// <summary>One path that is measured: warmed, then run as often as the schedule says, in turns with others.</summary>
internal abstract class BenchPath(string name)
{
    private readonly List<double> runs = [];
    private CpuTimes? cpu;

    public string Name => name;

    public Histogram Latencies { get; } = new();

    public Measurement Result => Measurement.Of(runs, Latencies) with { CpuMicros = cpu };

    /// <summary>A run that counts.</summary>
    public async Task RunAsync(TimeSpan time, CpuMeter meter)
    {
        var (before, started) = (meter.Read(), Stopwatch.GetTimestamp());
        var rate = await LoadAsync(time, counts: true);
        runs.Add(rate);
        // The load comes and goes within the reading; it is taken as even.
        if (before is not null && meter.Read() is { } after)
            cpu = after.Since(before, rate * Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    public Task WarmAsync(TimeSpan time) => LoadAsync(time, counts: false);

    /// <summary>Commands per second.</summary>
    protected abstract Task<double> LoadAsync(TimeSpan time, bool counts);
}

using System.Diagnostics;

namespace Federation.Bench;

/// <summary>What a path did: the median of its runs, and the latencies of all of them.</summary>
internal sealed record Measurement(
    double PerSecond, double P50Ms, double P90Ms, double P99Ms, double P999Ms, IReadOnlyList<double> Runs)
{
    /// <summary>Of an open loop: how many were to be sent each second.</summary>
    public double? IntendedPerSecond { get; init; }

    /// <summary>Of an open loop: how many were sent more than 5 ms after their time.</summary>
    public long? Late { get; init; }

    /// <summary>Of an open loop: how many were not sent before the end. They are in the latencies, as if answered then.</summary>
    public long? Missed { get; init; }

    /// <summary>Of an open loop: how many were answered with an error, or not at all.</summary>
    public long? Failed { get; init; }

    public static Measurement Of(IReadOnlyList<double> runs, Histogram latencies) => new(
        Median(runs), latencies.Ms(0.5), latencies.Ms(0.9), latencies.Ms(0.99), latencies.Ms(0.999), runs);

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}

/// <summary>How long a path is warmed and counted.</summary>
/// <param name="Warm">How long a path is warmed before it counts.</param>
/// <param name="Run">How long a run counts.</param>
/// <param name="Runs">How many runs.</param>
/// <param name="OpenLoop">How long the open loop counts, in one run.</param>
internal sealed record Schedule(TimeSpan Warm, TimeSpan Run, int Runs, TimeSpan OpenLoop)
{
    public static Schedule Full { get; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10), 3, TimeSpan.FromSeconds(30));

    /// <summary>How long the warming or one run of a path may take before it is given up: its set-up and a caller that
    /// stalls are in it.</summary>
    public TimeSpan PathLimit => (Warm * 3) + Run + TimeSpan.FromMinutes(4);

    /// <summary>How long a family of paths may take, with its set-up.</summary>
    public TimeSpan FamilyLimit => this == Full ? TimeSpan.FromMinutes(40) : TimeSpan.FromMinutes(15);

    public static Schedule Quick { get; } = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), 1, TimeSpan.FromSeconds(4));

    /// <summary>An EF Core baseline needs half a minute before its figure means anything.</summary>
    public TimeSpan WarmOf(string path) => path.Contains("naive", StringComparison.Ordinal) ? Warm * 3 : Warm;
}

/// <summary>One path that is measured: warmed, then run as often as the schedule says, in turns with others.</summary>
internal abstract class BenchPath(string name)
{
    private readonly List<double> runs = [];

    public string Name => name;

    public Histogram Latencies { get; } = new();

    public Measurement Result => Measurement.Of(runs, Latencies);

    /// <summary>A run that counts.</summary>
    public async Task RunAsync(TimeSpan time) => runs.Add(await LoadAsync(time, counts: true));

    public Task WarmAsync(TimeSpan time) => LoadAsync(time, counts: false);

    /// <summary>Commands per second.</summary>
    protected abstract Task<double> LoadAsync(TimeSpan time, bool counts);
}

/// <summary>What a load did so far.</summary>
internal sealed class Tally(Histogram latencies)
{
    private long done;
    private bool counting;

    public long Done => Interlocked.Read(ref done);

    public void CountFromNow() => Volatile.Write(ref counting, true);

    public void StopCounting() => Volatile.Write(ref counting, false);

    /// <param name="commands">How many commands were answered.</param>
    /// <param name="started">When they were sent, by the stopwatch.</param>
    public void Add(int commands, long started)
    {
        Interlocked.Add(ref done, commands);
        if (Volatile.Read(ref counting))
            latencies.Add(Stopwatch.GetElapsedTime(started));
    }
}

/// <summary>A path under a load that runs until it is told to stop.</summary>
internal sealed class LoadPath(string name, Func<Tally, CancellationToken, Task> load) : BenchPath(name)
{
    private static readonly TimeSpan Ramp = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(60);

    /// <summary>A closed loop: so many callers, each sends its next call when the last was answered.</summary>
    /// <param name="name">The path.</param>
    /// <param name="callers">How many call at once.</param>
    /// <param name="call">One call by a caller; answers how many commands it carried.</param>
    public static LoadPath Closed(string name, int callers, Func<int, Task<int>> call) => new(name, Loop(callers, call));

    /// <summary>The load of a closed loop.</summary>
    public static Func<Tally, CancellationToken, Task> Loop(int callers, Func<int, Task<int>> call) => (tally, stop) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var started = Stopwatch.GetTimestamp();
                tally.Add(await call(caller), started);
            }
        }, CancellationToken.None)));

    protected override async Task<double> LoadAsync(TimeSpan time, bool counts)
    {
        using var stop = new CancellationTokenSource();
        var tally = new Tally(Latencies);
        var running = load(tally, stop.Token);
        await Task.WhenAny(Task.Delay(Ramp), running);
        if (counts)
            tally.CountFromNow();
        var (before, started) = (tally.Done, Stopwatch.GetTimestamp());
        await Task.WhenAny(Task.Delay(time), running);
        var rate = (tally.Done - before) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        tally.StopCounting();
        await stop.CancelAsync();
        // A caller that stalls leaves the figure as it is; what a caller threw does not.
        if (await Task.WhenAny(running, Task.Delay(LongestEnd)) == running)
            await running;
        else
            Console.Error.WriteLine($"   {Name}: a caller had no answer {LongestEnd.TotalSeconds} s after the run.");
        return rate;
    }
}

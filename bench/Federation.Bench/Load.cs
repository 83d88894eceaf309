using System.Collections.Concurrent;
using System.Diagnostics;

namespace Federation.Bench;

/// <summary>What a path did: the median of its runs, and the latencies of all of them.</summary>
internal sealed record Measurement(double PerSecond, double P50Ms, double P99Ms, IReadOnlyList<double> Runs);

/// <summary>How long a path is warmed and counted.</summary>
internal sealed record Schedule(TimeSpan Warm, TimeSpan Run, int Runs)
{
    public static Schedule Full { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), 3);

    public static Schedule Quick { get; } = new(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(4), 1);
}

/// <summary>A closed loop: so many callers, each sends its next call when the last was answered.</summary>
internal static class Load
{
    /// <summary>How the load generator connects.</summary>
    public static Grpc.Net.Client.GrpcChannelOptions Connections => new()
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
    };

    /// <param name="callers">How many call at once.</param>
    /// <param name="schedule">How long.</param>
    /// <param name="call">One call by a caller; answers how many commands it carried.</param>
    public static async Task<Measurement> MeasureAsync(int callers, Schedule schedule, Func<int, Task<int>> call)
    {
        using var stop = new CancellationTokenSource();
        var done = new long[callers * 16];
        var latencies = new ConcurrentQueue<double>();
        var counting = false;
        var loops = Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var started = Stopwatch.GetTimestamp();
                done[caller * 16] += await call(caller);
                if (Volatile.Read(ref counting))
                    latencies.Enqueue(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        })).ToList();
        await Task.WhenAny(Task.Delay(schedule.Warm), Task.WhenAny(loops));
        Volatile.Write(ref counting, true);
        var runs = new List<double>();
        for (var run = 0; run < schedule.Runs; run++)
        {
            var (before, started) = (done.Sum(), Stopwatch.GetTimestamp());
            await Task.WhenAny(Task.Delay(schedule.Run), Task.WhenAny(loops));
            runs.Add((done.Sum() - before) / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        return Summarise(runs, latencies);
    }

    public static Measurement Summarise(IReadOnlyList<double> runs, IEnumerable<double> latenciesMs)
    {
        var sorted = latenciesMs.Order().ToArray();
        return new Measurement(Median(runs), At(sorted, 0.50), At(sorted, 0.99), runs);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static double At(double[] sorted, double quantile) =>
        sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, quantile * sorted.Length)];
}

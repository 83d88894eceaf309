using System.Diagnostics;

namespace Federation.Bench;

/// <summary>A path under a load that runs until it is told to stop.</summary>
internal sealed class LoadPath(string name, Func<Tally, CancellationToken, Task> load) : BenchPath(name)
{
    private static readonly TimeSpan Ramp = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(60);

    /// <summary>A closed loop: so many callers, each sends its next call when the last was answered.</summary>
    /// <param name="name">The path.</param>
    /// <param name="callers">How many call at once.</param>
    /// <param name="call">One call by a caller; answers how many commands it carried.</param>
    public static LoadPath Closed(string name, int callers, Func<int, Task<int>> call) =>
        new(name, Loop(callers, call));

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

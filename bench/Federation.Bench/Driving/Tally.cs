using System.Diagnostics;

namespace Federation.Bench;

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

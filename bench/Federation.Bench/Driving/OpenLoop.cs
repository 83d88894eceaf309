using System.Diagnostics;

namespace Federation.Bench;

/// <summary>
/// Calls at a constant rate, whether or not the ones before were answered, as callers who do not know of each other
/// send them. A latency counts from when the call was due, not from when it was sent, so a stall is in the latency of
/// every call that was due in it: coordinated omission has no place. The generator looks each millisecond for what is
/// due, and is itself part of what it measures: up to a millisecond of each latency is its own.
/// </summary>
/// <param name="perSecond">How many calls are due each second.</param>
/// <param name="call">One call; which one it is.</param>
/// <param name="longestAnswer">What is not answered so long after the end has failed; unless given, 30 s.</param>
internal sealed class OpenLoop(double perSecond, Func<long, Task> call, TimeSpan? longestAnswer = null)
{
    private const int MaxInFlight = 10_000;
    private static readonly TimeSpan LateBy = TimeSpan.FromMilliseconds(5);
    private readonly TimeSpan longestAnswer = longestAnswer ?? TimeSpan.FromSeconds(30);
    private readonly Histogram latencies = new();
    private long begin;
    private long countFrom;
    private long end;
    private long due;
    private long answered;
    private long late;
    private long failed;
    private int inFlight;
    private bool closed;

    public async Task<Measurement> RunAsync(TimeSpan warm, TimeSpan run)
    {
        begin = Stopwatch.GetTimestamp();
        countFrom = begin + TicksOf(warm);
        end = countFrom + TicksOf(run);
        await Task.Factory.StartNew(
            SendAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await DrainAsync();
        // What was due and never sent: it would have waited at least until the end.
        var missed = 0L;
        for (; DueAt(due) < end; due++, missed++)
            latencies.Add(Stopwatch.GetElapsedTime(DueAt(due), end));
        var rate = Interlocked.Read(ref answered) / run.TotalSeconds;
        return Measurement.Of([rate], latencies) with
        {
            IntendedPerSecond = perSecond,
            Late = Interlocked.Read(ref late),
            Missed = missed,
            Failed = Interlocked.Read(ref failed),
        };
    }

    private void SendAll()
    {
        using var pause = new ManualResetEventSlim();
        while (DueAt(due) is var next && next < end)
        {
            var now = Stopwatch.GetTimestamp();
            var full = Volatile.Read(ref inFlight) >= MaxInFlight;
            if (full && now >= end)
                return;
            if (full || next > now)
                pause.Wait(1);
            else
                Send(due++, next);
        }
    }

    /// <summary>Not on the generator's own thread: a call that blocks before it is under way delays itself
    /// alone.</summary>
    private void Send(long number, long dueAt)
    {
        Interlocked.Increment(ref inFlight);
        ThreadPool.UnsafeQueueUserWorkItem(
            sent => _ = sent.Loop.SendAsync(sent.Number, sent.DueAt), (Loop: this, Number: number, DueAt: dueAt),
            preferLocal: false);
    }

    private async Task SendAsync(long number, long dueAt)
    {
        var counts = dueAt >= countFrom;
        if (counts && Stopwatch.GetElapsedTime(dueAt) > LateBy)
            Interlocked.Increment(ref late);
        try
        {
            await call(number);
            if (counts)
                Interlocked.Increment(ref answered);
        }
        catch (Exception)
        {
            // Reported with the figures.
            if (counts)
                Interlocked.Increment(ref failed);
        }
        finally
        {
            if (counts && !Volatile.Read(ref closed))
                latencies.Add(Stopwatch.GetElapsedTime(dueAt));
            Interlocked.Decrement(ref inFlight);
        }
    }

    /// <summary>Waits for the answers. What is not answered by then has failed.</summary>
    private async Task DrainAsync()
    {
        var limit = Stopwatch.GetTimestamp() + TicksOf(longestAnswer);
        while (Volatile.Read(ref inFlight) > 0 && Stopwatch.GetTimestamp() < limit)
            await Task.Delay(10);
        // What is answered later is counted as lost already.
        Volatile.Write(ref closed, true);
        for (var lost = Volatile.Read(ref inFlight); lost > 0; lost--)
        {
            Interlocked.Increment(ref failed);
            latencies.Add(longestAnswer);
        }
    }

    private long DueAt(long number) => begin + (long)(number / perSecond * Stopwatch.Frequency);

    private static long TicksOf(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}

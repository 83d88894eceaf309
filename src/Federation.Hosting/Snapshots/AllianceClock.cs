using Federation.Ledger.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Hosting;

/// <summary>
/// Alliance time, for modules other than the ledger: what the ledger says. In a sandbox it is asked each time, and who
/// asks at the same time is answered by one call. In production it is asked now and then, and this process's monotonic
/// time is added: so a node whose clock is wrong has the time of all others. The ledger itself reads its database
/// inside each group's transaction; its word is the last.
/// </summary>
public sealed class AllianceClock
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReadingLife = TimeSpan.FromSeconds(30);
    private readonly ClockService.ClockServiceClient ledger;
    private readonly TimeProvider time;
    private readonly Batcher<Asker, DateTimeOffset> batcher;
    private volatile Reading? production;

    public AllianceClock([FromKeyedServices("clock")] ClockService.ClockServiceClient ledger, TimeProvider time)
    {
        (this.ledger, this.time) = (ledger, time);
        batcher = new(ReadAsync);
    }

    public ValueTask<DateTimeOffset> NowAsync(CancellationToken cancel) =>
        production is { } reading && time.GetElapsedTime(reading.At) is var since && since < ReadingLife
            ? new(Moments.Cut(reading.Now + since)) : new(batcher.AskAsync(default, cancel));

    /// <summary>When a moment of alliance time is by the system clock of the ledger's database, which is the one that
    /// <c>not_after</c> is compared with. This node's own clock has no part in it in production, where both are one. In
    /// a sandbox alliance time stands: a span of it is taken to be as long in system time.</summary>
    /// <param name="moment">The moment.</param>
    /// <param name="now">Alliance time, as <see cref="NowAsync"/> has just said.</param>
    public DateTimeOffset SystemTimeOf(DateTimeOffset moment, DateTimeOffset now) =>
        production is null ? Moments.Cut(time.GetUtcNow() + (moment - now)) : moment;

    private async Task<IReadOnlyList<DateTimeOffset>> ReadAsync(IReadOnlyList<Asker> askers)
    {
        // gRPC's deadlines are wall-clock times of this process.
        var clock = (await ledger.GetClockAsync(new GetClockRequest(), deadline: DateTime.UtcNow + CallLimit)).Clock;
        production = clock.Sandbox ? null : new Reading(clock.Now.ToDateTimeOffset(), time.GetTimestamp());
        return [.. Enumerable.Repeat(clock.Now.ToDateTimeOffset(), askers.Count)];
    }

    /// <summary>What the ledger said, and when in this process's monotonic time.</summary>
    private sealed record Reading(DateTimeOffset Now, long At);

    /// <summary>All ask the same.</summary>
    private readonly record struct Asker;
}

using Federation.Ledger.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Hosting;

/// <summary>
/// Alliance time, for modules other than the ledger: system time in production, the ledger's row in a sandbox, asked each
/// time; who asks at the same time is answered by one call. The ledger itself reads the row inside each group's transaction; its word is the last.
/// </summary>
public sealed class AllianceClock
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private readonly ClockService.ClockServiceClient ledger;
    private readonly TimeProvider time;
    private readonly Batcher<Asker, DateTimeOffset> batcher;
    private volatile bool production;

    public AllianceClock([FromKeyedServices("clock")] ClockService.ClockServiceClient ledger, TimeProvider time)
    {
        (this.ledger, this.time) = (ledger, time);
        batcher = new(ReadAsync);
    }

    public ValueTask<DateTimeOffset> NowAsync(CancellationToken cancel) =>
        production ? new(time.UtcNow()) : new(batcher.AskAsync(default, cancel));

    private async Task<IReadOnlyList<DateTimeOffset>> ReadAsync(IReadOnlyList<Asker> askers)
    {
        // gRPC's deadlines are wall-clock times of this process.
        var clock = (await ledger.GetClockAsync(new GetClockRequest(), deadline: DateTime.UtcNow + CallLimit)).Clock;
        // What a deployment is was decided when its database was created, so it is asked once.
        production = !clock.Sandbox;
        return [.. Enumerable.Repeat(clock.Now.ToDateTimeOffset(), askers.Count)];
    }

    /// <summary>All ask the same.</summary>
    private readonly record struct Asker;
}

using Federation.Ledger.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Hosting;

/// <summary>
/// Alliance time, for modules other than the ledger: system time in production, the ledger's row in a sandbox, asked each
/// time. The ledger itself reads the row inside each group's transaction; its word is the last.
/// </summary>
public sealed class AllianceClock([FromKeyedServices("clock")] ClockService.ClockServiceClient ledger, TimeProvider time)
{
    private volatile bool production;

    public async ValueTask<DateTimeOffset> NowAsync(CancellationToken cancel)
    {
        if (production)
            return time.UtcNow();
        var clock = (await ledger.GetClockAsync(new GetClockRequest(), cancellationToken: cancel)).Clock;
        // What a deployment is was decided when its database was created, so it is asked once.
        production = !clock.Sandbox;
        return clock.Now.ToDateTimeOffset();
    }
}

using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

/// <summary>
/// Writes each minute which time the database's clock shows, as long as it goes on from what was written before. Who
/// decides holds the clock against that row: a night without commands is no jump, and a clock that is suddenly a year
/// ahead is.
/// </summary>
internal sealed class ClockWatch(IServiceScopeFactory scopes, TimeProvider time, ILogger<ClockWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan UsualDifference = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
                await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start goes on from what was written last.
        }
    }

    /// <summary>Looks at the clock once.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
            var clock = await db.ReadClockAsync(time, cancel);
            if (clock.Row.Sandbox)
                return;
            if ((time.UtcNow() - clock.SystemNow).Duration() is var difference && difference > UsualDifference)
                Log.ClockDiffers(logger, difference);
            if (clock.Jumped)
                Log.ClockJumped(logger, clock.SystemNow, clock.Row.Now);
            else if (clock.SystemNow > clock.Row.Now)
                await WriteAsync(db, clock, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Log.ClockNotSeen(logger, e.Message);
        }
    }

    /// <summary>Takes the database's time as right, however far it is from what was seen before: an operator's
    /// word.</summary>
    /// <returns>The time that was seen last, and the time that is accepted; null for a sandbox.</returns>
    public static async Task<(DateTimeOffset Before, DateTimeOffset Now)?> AcceptAsync(
        LedgerDb db, TimeProvider time, CancellationToken cancel)
    {
        while (true)
        {
            var clock = await db.ReadClockAsync(time, cancel);
            if (clock.Row.Sandbox)
                return null;
            if (await WriteAsync(db, clock, cancel))
                return (clock.Row.Now, clock.SystemNow);
        }
    }

    /// <summary>False where another node wrote first.</summary>
    private static async Task<bool> WriteAsync(LedgerDb db, ClockReading clock, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        return await db.Clock.Where(c => !c.Sandbox && c.Now == clock.Row.Now)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Now, clock.SystemNow), cancel) == 1;
    }
}

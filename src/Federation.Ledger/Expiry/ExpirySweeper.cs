using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Ledger;

/// <summary>Sweeps now and then, on one node at a time: the one that holds the lease. A node that was killed leaves it
/// to another when it ends.</summary>
internal sealed class ExpirySweeper(
    ExpirySweep sweep, IServiceScopeFactory scopes, IOptions<LedgerOptions> options, TimeProvider time,
    ILogger<ExpirySweeper> logger)
    : BackgroundService
{
    private const string LeaseName = "expiry-sweep";
    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(30);
    private readonly Guid owner = Guid.NewGuid();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TurnAsync(stoppingToken);
        }
        catch (Exception e) when (DatabaseErrors.IsCancellation(e, stoppingToken))
        {
            // What is left is due at the next start.
        }
    }

    /// <summary>One turn: sweeps all that is due, if the lease is this node's or free.</summary>
    internal async Task TurnAsync(CancellationToken cancel)
    {
        try
        {
            var swept = await sweep.RunAsync(int.MaxValue, () => HoldLeaseAsync(cancel), cancel);
            if (swept != default)
                Log.ExpirySwept(logger, swept.Wallets, swept.Holds);
        }
        catch (Exception e) when (!DatabaseErrors.IsCancellation(e, cancel))
        {
            Log.ExpirySweepFailed(logger, e.Message);
        }
    }

    /// <summary>Takes or renews the lease; false while another node holds it.</summary>
    private async Task<bool> HoldLeaseAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        var now = time.UtcNow();
        var interval = options.Value.SweepInterval;
        var until = now + (interval + interval > ShortestLease ? interval + interval : ShortestLease);
        var renewed = await db.Leases.Where(l => l.Name == LeaseName && (l.Owner == owner || l.Until <= now))
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Owner, owner).SetProperty(x => x.Until, until), cancel);
        if (renewed == 1 || await db.Leases.AnyAsync(l => l.Name == LeaseName, cancel))
            return renewed == 1;
        try
        {
            db.Leases.Add(new LeaseRow { Name = LeaseName, Owner = owner, Until = until });
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            return false;
        }
    }
}

using Federation.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Ledger;

/// <summary>Sweeps now and then, on one node at a time: the one that holds the lease, which it renews at each step. It
/// is no <see cref="TableSweep{TDb}"/>, whose steps know nothing of each other: within one run, a wallet that stays due
/// is found and set aside.</summary>
internal sealed class ExpirySweeper(
    ExpirySweep sweep, IServiceScopeFactory scopes, IOptions<LedgerOptions> options, TimeProvider time,
    ILogger<ExpirySweeper> logger)
    : BackgroundService
{
    private const string LeaseName = "expiries";
    private readonly SweepLeaseHolder leases = new(time);

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

    private async Task<bool> HoldLeaseAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        return await leases.HoldAsync(db, LeaseName, options.Value.SweepInterval, cancel);
    }
}

using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

/// <summary>Books adjustments that were approved by a call which then ended, for instance with its process.</summary>
internal sealed class AdjustmentSweep(
    IServiceScopeFactory scopes, PartnerDirectory directory, ILogger<AdjustmentSweep> logger) : TableSweep<LedgerDb>
{
    public override string Name => "adjustments";

    public override async Task<int> StepAsync(LedgerDb db, CancellationToken cancel)
    {
        var open = await db.Adjustments.AsNoTracking().Where(a => a.Stage == AdjustmentStage.Approved)
            .OrderBy(a => a.DecideTime).Take(StepRows).ToListAsync(cancel);
        if (open.Count == 0)
            return 0;
        var snapshot = await directory.CurrentAsync(cancel);
        var booked = 0;
        // Of a suspended brand they wait until it is resumed.
        foreach (var adjustment in open.Where(a => snapshot.IsAtWork(a.Coin)))
            booked += await FinishAsync(adjustment, cancel) ? 1 : 0;
        return booked;
    }

    private async Task<bool> FinishAsync(AdjustmentRow adjustment, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await scope.ServiceProvider.GetRequiredService<AdjustmentBooking>().FinishAsync(adjustment.Id, cancel);
            return true;
        }
        catch (RefusalException e)
        {
            Log.AdjustmentNotBooked(logger, adjustment.Name, e.Message);
            return false;
        }
    }
}

using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

/// <summary>Books adjustments that were approved by a call which then ended, for instance with its process.</summary>
internal sealed class AdjustmentSweep(
    IServiceScopeFactory scopes, PartnerDirectory directory, TimeProvider time, ILogger<AdjustmentSweep> logger)
    : TableSweep<LedgerDb>
{
    private const string SweepName = "adjustments";
    private readonly SweepRows<Guid> adjustments = new(SweepName, time, logger);

    public override string Name => SweepName;

    public override async Task<int> StepAsync(LedgerDb db, CancellationToken cancel)
    {
        var open = db.Adjustments.AsNoTracking().Where(a => a.Stage == AdjustmentStage.Approved);
        // Of a suspended brand they wait until it is resumed.
        var snapshot = await directory.CurrentAsync(cancel);
        var coins = (await open.Select(a => a.Coin).Distinct().ToListAsync(cancel)).Where(snapshot.IsAtWork).ToList();
        return coins.Count == 0 ? 0 : await adjustments.EachAsync(
            open.Where(a => coins.Contains(a.Coin)).OrderBy(a => a.DecideTime), StepRows, a => a.Id,
            a => FinishAsync(a.Id, cancel), cancel);
    }

    private async Task FinishAsync(Guid adjustment, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AdjustmentBooking>().FinishAsync(adjustment, cancel);
    }
}

using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>Looks at redemptions whose journal is not known a day later: notes it where there is one, and deletes what
/// no journal has made.</summary>
internal sealed class RedemptionSweep(
    AllianceClock clock, RedemptionRows rows,
    [FromKeyedServices(RewardsModule.Name)] PostingService.PostingServiceClient posting) : TableSweep<RewardsDb>
{
    private const int RowsPerStep = 40;
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    public override string Name => "redemptions";

    public override async Task<int> StepAsync(RewardsDb db, CancellationToken cancel)
    {
        var before = await clock.NowAsync(cancel) - Age;
        var oldest = await db.Redemptions.AsNoTracking().Where(r => r.Journal == null && r.CreateTime < before)
            .OrderBy(r => r.CreateTime).Take(RowsPerStep).ToListAsync(cancel);
        foreach (var ofBrand in oldest.GroupBy(r => r.PartnerId, StringComparer.Ordinal))
        {
            var book = new RedemptionBook(posting);
            var found = await book.FindAsync(ofBrand.Select(r => r.Name), () => new CallOptions(
                new Metadata { { RequestGuard.PrincipalHeader, ResourceNames.Partner(ofBrand.Key) } },
                // gRPC's deadlines are wall-clock times of this process.
                DateTime.UtcNow + CallLimit, cancel));
            foreach (var row in ofBrand)
                if (found.TryGetValue(row.Name, out var history))
                    await rows.NoteAsync(history, cancel);
                else
                    await DeleteAsync(db, row, cancel);
        }
        return oldest.Count;
    }

    private static async Task DeleteAsync(RewardsDb db, RedemptionRow row, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Redemptions.Where(r => r.Id == row.Id && r.Journal == null).ExecuteDeleteAsync(cancel);
    }
}

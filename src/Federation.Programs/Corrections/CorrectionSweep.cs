using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Programs;

/// <summary>Posts the lines of approved corrections. After a stop the next run posts what is left. A correction that
/// cannot be posted now does not keep others waiting.</summary>
internal sealed class CorrectionSweep(
    [FromKeyedServices(ProgramsModule.Name)] SpendingConsents consents,
    [FromKeyedServices(ProgramsModule.Name)] PostingService.PostingServiceClient posting, TimeProvider time,
    ILogger<CorrectionSweep> logger) : TableSweep<ProgramsDb>
{
    private const int LinesPerStep = 50;

    // A brand that is suspended, or a ledger that is away, is tried again then.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public override string Name => "corrections";

    public override async Task<int> StepAsync(ProgramsDb db, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var correction = await db.Corrections.AsNoTracking()
            .Where(c => c.State == CorrectionState.Approved && (c.RetryTime == null || c.RetryTime <= now))
            .OrderBy(c => c.DecideTime).ThenBy(c => c.PartnerId).ThenBy(c => c.ProgramId).FirstOrDefaultAsync(cancel);
        if (correction is null)
            return 0;
        var lines = await db.CorrectionLines.AsNoTracking()
            .Where(l => l.PartnerId == correction.PartnerId && l.ProgramId == correction.ProgramId
                && l.Number == correction.Number && l.State == CorrectionLineState.Pending)
            .OrderBy(l => l.Line).Take(LinesPerStep).ToListAsync(cancel);
        if (lines.Count == 0)
        {
            await UpdateAsync(db, correction, CorrectionState.Done, null, cancel);
            Log.CorrectionDone(logger, correction.Name.ToString(), correction.Lines);
            return 1;
        }
        try
        {
            var book = new LinePosting(db, consents, posting, correction);
            foreach (var line in lines)
                await book.PostAsync(line, cancel);
        }
        catch (RpcException e) when (!cancel.IsCancellationRequested)
        {
            Log.CorrectionNotPosted(
                logger, correction.Name.ToString(), Refusal.From(e)?.Message ?? e.Status.Detail);
            await UpdateAsync(db, correction, CorrectionState.Approved, now + Pause, cancel);
        }
        return lines.Count;
    }

    private static async Task UpdateAsync(
        ProgramsDb db, CorrectionRow correction, CorrectionState state, DateTimeOffset? retry, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Corrections.Where(c => c.PartnerId == correction.PartnerId && c.ProgramId == correction.ProgramId
                && c.Number == correction.Number && c.State == CorrectionState.Approved)
            .ExecuteUpdateAsync(
                set => set.SetProperty(c => c.State, state).SetProperty(c => c.RetryTime, retry), cancel);
    }
}

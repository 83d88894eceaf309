using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<GetOutcomeResponse> GetOutcome(GetOutcomeRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Done();
        var known = await OutcomesAsync(caller, [requestId], context.CancellationToken);
        if (!known.TryGetValue(requestId, out var posted))
            throw new RefusalException(
                ErrorReason.OutcomeNotFound,
                $"No outcome is recorded for {request.RequestId}; to be sure, send the same command again.");
        var view = await ViewAsync(caller, posted.Journal is { } journal ? [journal] : [], context.CancellationToken);
        return new GetOutcomeResponse { Outcome = OutcomeOf(requestId, posted, view) };
    }

    /// <summary>What the caller's own commands came to, as far as they were decided.</summary>
    private async Task<Dictionary<Guid, Posted>> OutcomesAsync(
        Caller caller, IReadOnlyList<Guid> requestIds, CancellationToken cancel)
    {
        var known = new Dictionary<Guid, Posted>();
        foreach (var chunk in requestIds.Distinct().Chunk(IdsPerQuery))
        {
            var rows = await db.Outcomes.AsNoTracking()
                .Where(o => o.Principal == caller.Principal && chunk.Contains(o.RequestId)).ToListAsync(cancel);
            var completed = await db.CompleteAsync(rows, cancel);
            foreach (var row in rows)
                known[row.RequestId] = completed[row.Id];
        }
        return known;
    }

    private static Outcome OutcomeOf(Guid requestId, Posted? posted, JournalView view)
    {
        var outcome = new Outcome { RequestId = requestId.ToString("D") };
        if (posted?.Journal is { } journal)
            outcome.Journal = view.Of(journal);
        else if (posted?.Refusal is { } refusal)
            outcome.Refused = refusal.ToOutcome();
        return outcome;
    }
}

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
        var notAfter = form.Moment(request.NotAfter, "not_after");
        form.Done();
        var known = await FencedOutcomesAsync(caller, [requestId], notAfter, context);
        if (!known.TryGetValue(requestId, out var found))
            throw new RefusalException(
                ErrorReason.OutcomeNotFound,
                $"No outcome is recorded for {request.RequestId}. It may still be decided: send the same command "
                + $"again, "
                + "or ask with its not_after when that has passed.");
        var view = await ViewAsync(caller, found.Journal is { } journal ? [journal] : [], context.CancellationToken);
        return new GetOutcomeResponse { Outcome = OutcomeOf(requestId, found, view) };
    }

    /// <summary>What the caller's own commands came to. Where their <c>not_after</c> has passed, those without an
    /// outcome get one: that nothing happened and nothing will.</summary>
    private async Task<Dictionary<Guid, CommandOutcome>> FencedOutcomesAsync(
        Caller caller, IReadOnlyList<Guid> requestIds, DateTimeOffset? notAfter, ServerCallContext context)
    {
        var known = await OutcomesAsync(caller, requestIds, context.CancellationToken);
        if (notAfter is not { } until)
            return known;
        var open = requestIds.Distinct().Where(id => !known.ContainsKey(id)).ToList();
        var deadline = new DateTimeOffset(RequestGuard.DeadlineOf(context, deployment.Value, time), TimeSpan.Zero);
        foreach (var chunk in open.Chunk(options.Value.MaxBatch))
        {
            var fences = chunk.Select(id => Command.Fence.Of(caller.Principal, id, until, deadline)).ToList();
            var decided = await writer.SubmitAsync(fences, atomic: false, context.CancellationToken);
            foreach (var (id, outcome) in chunk.Zip(decided))
            {
                if (outcome.Refusal is
                    { Reason: ErrorReason.QueueFull or ErrorReason.OutcomeUnknown or ErrorReason.ClockJumped } cannot)
                    throw new RefusalException(cannot);
                if (outcome.Refusal?.Reason != ErrorReason.OutcomeNotFound)
                    known[id] = outcome;
            }
        }
        return known;
    }

    /// <summary>What the caller's own commands came to, as far as they were decided.</summary>
    private async Task<Dictionary<Guid, CommandOutcome>> OutcomesAsync(
        Caller caller, IReadOnlyList<Guid> requestIds, CancellationToken cancel)
    {
        var known = new Dictionary<Guid, CommandOutcome>();
        foreach (var chunk in requestIds.Distinct().Chunk(IdsPerQuery))
        {
            var rows = await db.Outcomes.AsNoTracking()
                .Where(o => o.Principal == caller.Principal.Name && chunk.Contains(o.RequestId)).ToListAsync(cancel);
            var completed = await db.CompleteAsync(rows, cancel);
            foreach (var row in rows)
                known[row.RequestId] = completed[new JournalId(row.Id)];
        }
        return known;
    }

    private static Outcome OutcomeOf(Guid requestId, CommandOutcome? known, JournalView view)
    {
        var outcome = new Outcome { RequestId = requestId.ToString("D") };
        if (known is CommandOutcome.Accepted { Journal: var journal })
            outcome.Journal = view.Of(journal);
        else if (known is CommandOutcome.Refused { Refusal: var refusal })
            outcome.Refused = refusal.ToOutcome();
        return outcome;
    }
}

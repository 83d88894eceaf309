using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<BatchResponse> Batch(BatchRequest request, ServerCallContext context)
    {
        var heads = request.Items.Select(Intake.HeadOf).ToList();
        BatchForm.Check(request.Mode, heads, options.Value.MaxBatch);
        var posted = await DecideAsync(heads, request.Mode == BatchMode.Atomic, context);
        var view = ViewFor(Caller.Of(context));
        var response = new BatchResponse();
        response.Results.AddRange(posted.Select(p => ResultOf(p, view, context)));
        return response;
    }

    private BatchResult ResultOf(Posted posted, JournalView view, ServerCallContext context)
    {
        if (posted.Refusal is not { } refusal)
            return new BatchResult { Journal = view.Of(posted.Journal!), Replayed = posted.Replayed };
        // That of a call by itself is noted by the guard.
        access.Note(refusal, Caller.Of(context), context.Method);
        return new BatchResult { Refusal = refusal.ToStatus(), Replayed = posted.Replayed };
    }
}

/// <summary>What must be right of a batch as a whole.</summary>
internal static class BatchForm
{
    public static void Check(BatchMode mode, IReadOnlyList<CommandHead> heads, int maximum)
    {
        if (heads.Count > maximum)
            throw new RefusalException(new Refusal(
                ErrorReason.BatchTooLarge, $"The batch has {heads.Count} items; at most {maximum} are taken.")
                .With("maximum", maximum));
        var form = new Form();
        form.Check(mode is BatchMode.Atomic or BatchMode.Independent, "mode",
            "must be BATCH_MODE_ATOMIC or BATCH_MODE_INDEPENDENT");
        form.Check(heads.Count > 0, "items", "must not be empty");
        var first = new Dictionary<Guid, int>();
        for (var i = 0; i < heads.Count; i++)
            if (Guid.TryParse(heads[i].RequestId, out var id) && !first.TryAdd(id, i))
                form.Check(false, $"items[{i}]", $"has the request_id of items[{first[id]}]; each needs its own");
        form.Done();
    }
}

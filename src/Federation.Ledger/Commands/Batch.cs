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

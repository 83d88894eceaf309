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
        var outcomes = await DecideAsync(heads, request.Mode == BatchMode.Atomic, context);
        var view = ViewFor(Caller.Of(context));
        var response = new BatchResponse();
        response.Results.AddRange(outcomes.Select(o => ResultOf(o, view, context)));
        return response;
    }

    private BatchResult ResultOf(CommandOutcome outcome, JournalView view, ServerCallContext context)
    {
        if (outcome is CommandOutcome.Refused { Refusal: var refusal })
        {
            // The refusal of a call by itself is noted by the guard.
            access.Note(refusal, Caller.Of(context), context.Method);
            return new BatchResult { Refusal = refusal.ToStatus(), Replayed = outcome.Replayed };
        }
        return new BatchResult { Journal = view.Of(outcome.RequireJournal()), Replayed = outcome.Replayed };
    }
}

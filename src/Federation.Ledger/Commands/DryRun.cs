using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<DryRunResponse> DryRun(DryRunRequest request, ServerCallContext context)
    {
        var heads = request.Items.Select(Intake.HeadOf).ToList();
        BatchForm.Check(request.Mode, heads, options.Value.MaxBatch);
        var outcomes = await DecideAsync(heads, request.Mode == BatchMode.Atomic, context, dryRun: true);
        var view = ViewFor(Caller.Of(context));
        var response = new DryRunResponse();
        response.Results.AddRange(outcomes.Select(o => WithoutName(ResultOf(o, view, context))));
        return response;
    }

    /// <summary>What did not happen has no name and no group; what happened before, under the same <c>request_id</c>,
    /// keeps them.</summary>
    private static BatchResult WithoutName(BatchResult result)
    {
        if (result is { Replayed: false, Journal: { } journal })
            (journal.Name, journal.GroupNumber) = ("", 0);
        return result;
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<BatchGetOutcomesResponse> BatchGetOutcomes(
        BatchGetOutcomesRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var maximum = options.Value.MaxOutcomes;
        if (request.RequestIds.Count > maximum)
            throw new RefusalException(new Refusal(
                ErrorReason.BatchTooLarge,
                $"{request.RequestIds.Count} outcomes are asked for; the most is {maximum}.")
                .With("maximum", maximum));
        var form = new Form();
        form.Check(request.RequestIds.Count > 0, "request_ids", "must not be empty");
        var requestIds = request.RequestIds.Select((id, i) => form.RequestId(id, $"request_ids[{i}]")).ToList();
        var notAfter = form.Moment(request.NotAfter, "not_after");
        form.Done();
        var known = await FencedOutcomesAsync(caller, requestIds, notAfter, context);
        var view = await ViewAsync(
            caller, [.. known.Values.Select(o => o.Journal).OfType<JournalRecord>()], context.CancellationToken);
        var response = new BatchGetOutcomesResponse();
        response.Outcomes.AddRange(requestIds.Select(id => OutcomeOf(id, known.GetValueOrDefault(id), view)));
        return response;
    }
}

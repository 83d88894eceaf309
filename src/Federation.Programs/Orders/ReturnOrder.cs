using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CheckoutService
{
    public override async Task<ReturnOrderResponse> ReturnOrder(ReturnOrderRequest request, ServerCallContext context)
    {
        var form = new Form();
        var order = OrderOf(form, request.Name);
        CheckReturn(form, request);
        var time = await StepTimeAsync(form, request.StepTime, context);
        var fingerprint = Fingerprint.Of(context.Method, request);
        var (history, step, replayed) = await TakeStepAsync(
            order, fingerprint,
            found =>
            {
                if (found.StepOfReturn(request.ReturnId) >= 0)
                    throw new RefusalException(
                        ErrorReason.RequestIdReused, $"Return '{request.ReturnId}' of {order} had other content.");
                if (ReturnChecks.Refuses(found) is { } refusal)
                    throw new RefusalException(refusal);
                return (steps, now) => steps.Return(
                    ReturnChecks.Lines(steps, found, request, time ?? now), time ?? now);
            },
            detail => detail.ReturnId = request.ReturnId, context);
        return new ReturnOrderResponse
        {
            Order = await ShownAsync(history, context.CancellationToken),
            Back = history.BackOf(step),
            Replayed = replayed,
        };
    }

    private static void CheckReturn(Form form, ReturnOrderRequest request)
    {
        form.Check(
            request.ReturnId.Length is >= 1 and <= 64 && request.ReturnId.All(c => c is > ' ' and <= '~'), "return_id",
            "must be 1 to 64 printable ASCII characters");
        form.Check(
            request.All != (request.Lines.Count > 0), "lines", "must name what is returned, or `all` must be set");
        form.Check(
            request.Lines.DistinctBy(l => l.Number).Count() == request.Lines.Count, "lines",
            "must not name a line twice");
        for (var i = 0; i < request.Lines.Count; i++)
            form.Check(request.Lines[i].Quantity >= 1, $"lines[{i}].quantity", "must be 1 or more");
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CheckoutService
{
    public override async Task<AdvanceOrderResponse> AdvanceOrder(
        AdvanceOrderRequest request, ServerCallContext context)
    {
        var form = new Form();
        var order = OrderOf(form, request.Name);
        form.Check(
            request.State.IsPaid(), "state",
            "must be one of ORDER_STATE_PAID, ORDER_STATE_SHIPPED, ORDER_STATE_DELIVERED and ORDER_STATE_COMPLETED");
        var time = await StepTimeAsync(form, request.StepTime, context);
        var (history, _, replayed) = await TakeStepAsync(
            order, Fingerprint.Of(context.Method, request),
            found =>
            {
                if (found.Now.State == OrderState.Cancelled)
                    throw new RefusalException(ErrorReason.OrderCancelled, $"{order} was cancelled.");
                return found.Now.State >= request.State
                    ? null
                    : (steps, now) => steps.Advance(request.State, time ?? now);
            },
            null, context);
        return new AdvanceOrderResponse
        {
            Order = await ShownAsync(history, context.CancellationToken),
            Replayed = replayed,
        };
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CheckoutService
{
    public override async Task<CancelOrderResponse> CancelOrder(CancelOrderRequest request, ServerCallContext context)
    {
        var form = new Form();
        var order = OrderOf(form, request.Name);
        form.Done();
        var (history, step, replayed) = await TakeStepAsync(
            order, Fingerprint.Of(context.Method, request),
            found =>
            {
                if (found.Now.State.IsHandedOver())
                    throw new RefusalException(
                        ErrorReason.OrderHandedOver, $"{order} was handed over; return its goods.");
                return found.Now.State == OrderState.Cancelled ? null : (steps, now) => steps.Cancel(now);
            },
            null, context);
        return new CancelOrderResponse
        {
            Order = await ShownAsync(history, context.CancellationToken),
            Back = history.BackOf(step),
            Replayed = replayed,
        };
    }
}

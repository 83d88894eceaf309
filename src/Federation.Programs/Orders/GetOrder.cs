using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CheckoutService
{
    public override async Task<GetOrderResponse> GetOrder(GetOrderRequest request, ServerCallContext context)
    {
        var form = new Form();
        var order = OrderOf(form, request.Name);
        form.Done();
        if (!ProgramService.MayRead(Caller.Of(context), order.Program.PartnerId))
            throw NoOrder(order);
        var history = await orders.FindAsync(order, context.Onward()) ?? throw NoOrder(order);
        return new GetOrderResponse { Order = await ShownAsync(history, context.CancellationToken) };
    }

    private static RefusalException NoOrder(OrderId order) =>
        new(Refusal.NotFound(ErrorReason.OrderNotFound, order.ToString()));

    private static OrderId OrderOf(Form form, string name)
    {
        form.Check(
            OrderId.TryParse(name, out var order), "name", "must be partners/{p}/programs/{id}/orders/{uuid}");
        return order;
    }

    private async Task<PlacedOrder> ShownAsync(OrderHistory history, CancellationToken cancel) =>
        history.Shown((await orders.RuleSetOfAsync(history, cancel)).Rules.Terms.UnpaidMinutes);
}

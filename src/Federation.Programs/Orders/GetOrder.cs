using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class CheckoutService
{
    public override async Task<GetOrderResponse> GetOrder(GetOrderRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var order = OrderOf(form, request.Name);
        form.Done();
        if (!ProgramService.MayRead(caller, order.Program.PartnerId))
            throw NoOrder(order);
        var history = await orders.FindAsync(order, context.Onward()) ?? throw NoOrder(order);
        if (caller.Member is not null && !await IsOwnAsync(caller, history, context.CancellationToken))
            throw NoOrder(order);
        var shown = await ShownAsync(history, context.CancellationToken);
        // What looks suspicious is the brand's to know.
        if (caller.Member is not null)
            shown.Case = "";
        return new GetOrderResponse { Order = shown };
    }

    /// <summary>Whether it is a member's own order. Only the record of its decision names the member.</summary>
    private async Task<bool> IsOwnAsync(Caller caller, OrderHistory history, CancellationToken cancel)
    {
        var digest = history.Now.Digest.ToByteArray();
        var content = await db.Evaluations.AsNoTracking().Where(e => e.Digest == digest).Select(e => e.Content)
            .SingleOrDefaultAsync(cancel);
        return content is not null
            && IsOwn(caller, history.Order.Program, EvaluationRecord.Parser.ParseFrom(content));
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

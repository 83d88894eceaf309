using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

internal sealed partial class CheckoutService
{
    private const int MostOrders = 100;

    // Each has a connection for a moment; others want some, too.
    private const int OrdersAtOnce = 16;

    public override async Task<BatchPlaceOrdersResponse> BatchPlaceOrders(
        BatchPlaceOrdersRequest request, ServerCallContext context)
    {
        Caller.Of(context).RequirePartner();
        var form = new Form();
        form.Check(request.Orders.Count is >= 1 and <= MostOrders, "orders", $"must be 1 to {MostOrders}");
        form.Done();
        var results = new PlacedOrderResult[request.Orders.Count];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = OrdersAtOnce,
            CancellationToken = context.CancellationToken,
        };
        await Parallel.ForAsync(
            0, results.Length, options, async (i, _) => results[i] = await PlaceOneAsync(request.Orders[i], context));
        var response = new BatchPlaceOrdersResponse();
        response.Results.AddRange(results);
        return response;
    }

    /// <summary>Places an order as if it came alone, in a scope of its own.</summary>
    private async Task<PlacedOrderResult> PlaceOneAsync(PlaceOrderRequest request, ServerCallContext context)
    {
        await using var scope = scopes.CreateAsyncScope();
        var alone = ActivatorUtilities.CreateInstance<CheckoutService>(scope.ServiceProvider);
        try
        {
            return new PlacedOrderResult { Placed = await alone.PlaceOrder(request, context) };
        }
        catch (RefusalException e)
        {
            return new PlacedOrderResult { Refusal = e.Refusal.ToStatus() };
        }
        catch (RpcException e) when (Refusal.From(e) is { } refusal)
        {
            return new PlacedOrderResult { Refusal = refusal.ToStatus() };
        }
    }
}

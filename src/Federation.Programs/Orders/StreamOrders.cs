using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CheckoutService
{
    public override async Task StreamOrders(
        IAsyncStreamReader<StreamOrdersRequest> requestStream, IServerStreamWriter<StreamOrdersResponse> responseStream,
        ServerCallContext context)
    {
        var caller = Caller.Of(context);
        caller.RequirePartner();
        using var place = streams.Open(caller.Principal);
        using var turns = new OrderTurns(OrdersAtOnce);
        await streams.ServeAsync(requestStream, responseStream, context, (number, request, stream) =>
        {
            stream.Join();
            _ = PlaceAsync(number, request, turns, stream, context);
        });
    }

    private async Task PlaceAsync(
        long number, PlaceOrderRequest request, OrderTurns turns, AnswerStream<StreamOrdersResponse> stream,
        ServerCallContext context)
    {
        try
        {
            var order = request.Order ?? new Order();
            var result = await turns.TakeAsync(
                order.Member, () => PlaceOneAsync(request, context), context.CancellationToken);
            stream.Answer(new StreamOrdersResponse
            {
                Number = number,
                Source = order.Source,
                EventId = order.EventId,
                Result = result,
            });
        }
        catch (Exception e)
        {
            stream.Fail(e);
        }
        finally
        {
            stream.Leave();
        }
    }
}

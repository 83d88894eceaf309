using Federation.Client;
using Federation.Programs.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Cli;

/// <summary>Orders of a programme over one stream, all placed in one state.</summary>
internal sealed class StreamedOrders(Session session, string program, OrderState state)
    : StreamedItems<Order, StreamOrdersRequest, StreamOrdersResponse>
{
    private readonly Dictionary<string, string> members = new(StringComparer.Ordinal);

    public override string Answerer => "The programmes' module";

    public override AsyncDuplexStreamingCall<StreamOrdersRequest, StreamOrdersResponse> Open(
        CancellationToken cancel) => session.Client.Checkout.StreamOrders(cancellationToken: cancel);

    public override Order Parse(string line, string where)
    {
        Order order;
        try
        {
            order = JsonParser.Default.Parse<Order>(line);
        }
        catch (Exception e) when (
            e is InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException)
        {
            throw new BadInputException($"{where} is not an order: {e.Message}");
        }
        if (order.Source.Length == 0 || order.EventId.Length == 0)
            throw new BadInputException($"{where} has no source or no eventId, which name an order.");
        // With the time at which it is sent, an order that is sent again would be another order.
        return order.OrderTime is not null ? order : throw new BadInputException($"{where} has no orderTime.");
    }

    public override async ValueTask<StreamOrdersRequest> RequestOfAsync(Order item, CancellationToken cancel)
    {
        if (item.Member.Length > 0)
            item.Member = await MemberAsync(item, cancel);
        return new StreamOrdersRequest
        {
            Order = new PlaceOrderRequest { Program = program, Order = item, State = state },
        };
    }

    public override string IdOf(Order item) => IdOf(item.Source, item.EventId);

    public override StreamAnswer? AnswerOf(StreamOrdersResponse response) => response.Result is not { } result
        ? null
        : new StreamAnswer(
            IdOf(response.Source, response.EventId), result.ResultCase == PlacedOrderResult.ResultOneofCase.Placed,
            result.Placed?.Replayed ?? false);

    private static string IdOf(string source, string eventId) => $"{source} {eventId}";

    private async Task<string> MemberAsync(Order order, CancellationToken cancel)
    {
        if (members.TryGetValue(order.Member, out var known))
            return known;
        try
        {
            return members[order.Member] = await MemberArguments.ResolveAsync(session.Client, order.Member, cancel);
        }
        catch (RefusedException e)
        {
            throw new BadInputException($"Order {IdOf(order)}: member '{order.Member}': {e.Refusal.Message}");
        }
    }
}

using Federation.Programs.V1;
using Grpc.Core;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Streams of orders.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> OrderStreams() =>
    [
        Row("stream orders without a token", Unauthenticated, "TOKEN_MISSING",
            a => StreamAsync(new CheckoutService.CheckoutServiceClient(a.Channel), Placing(a, _ => { }))),
        Row("stream orders as the alliance", PermissionDenied, "ROLE_MISSING",
            a => StreamAsync(a.Admin.Checkout, Placing(a, _ => { }))),
        Row("stream orders without the scope", PermissionDenied, "SCOPE_MISSING",
            a => StreamAsync(a.AsterReader.Checkout, Placing(a, _ => { }))),
        Row("stream an order of another brand's programme", NotFound, "PROGRAM_NOT_FOUND",
            a => StreamAsync(a.Birch.Checkout, Placing(a, _ => { }))),
        Bad("stream no order", a => StreamAsync(a.Aster.Checkout, null), "program", "order"),
        Bad("stream an order of 501 lines", a => StreamAsync(a.Aster.Checkout, Placing(a, o => Repeat(o, 500))),
            "order.lines"),
        Row("stream an order that is paid twice", FailedPrecondition, "TENDERS_NOT_TOTAL", a => StreamAsync(
            a.Aster.Checkout,
            Placing(a, o => o.Tenders.Add(new Tender { Kind = TenderKind.Money, MinorUnits = 2000 })))),
        Row("stream an order larger than a module takes", ResourceExhausted, "MESSAGE_TOO_LARGE", a => StreamAsync(
            a.Aster.Checkout, Placing(a, o => o.EventId = new string('1', 5 << 20)))),
    ];

    /// <summary>Sends one order over a stream, and throws what it, or the stream, was refused with.</summary>
    private static async Task StreamAsync(CheckoutService.CheckoutServiceClient checkout, PlaceOrderRequest? order)
    {
        using var call = checkout.StreamOrders();
        // Where the stream is refused, the writing may fail of it; the reading says why.
        await Record.ExceptionAsync(() => call.RequestStream.WriteAsync(new StreamOrdersRequest { Order = order }));
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(1, call.ResponseStream.Current.Number);
        if (call.ResponseStream.Current.Result.Refusal is { } refusal)
            throw refusal.ToRpcException();
    }
}

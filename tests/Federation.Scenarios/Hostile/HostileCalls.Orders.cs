using Federation.Programs.V1;
using Grpc.Core;
using static Grpc.Core.StatusCode;

namespace Federation.Scenarios;

/// <summary>Calls about orders.</summary>
internal static partial class HostileCalls
{
    private static IEnumerable<HostileCall> Orders() =>
    [
        Row("place an order in another brand's programme", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Checkout.PlaceOrderAsync(Placing(a, _ => { }))),
        Row("place an order as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Checkout.PlaceOrderAsync(Placing(a, _ => { }))),
        Row("evaluate an order without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Checkout.EvaluateOrderAsync(Evaluating(a, _ => { }))),
        Row("place an order in a programme that there is not", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Aster.Checkout.PlaceOrderAsync(
                new() { Program = "partners/aster/programs/none", Order = Placing(a, _ => { }).Order })),
        Row("place an order before the first rule set", FailedPrecondition, "NO_RULE_SET_IN_FORCE",
            a => PlaceAsync(a, o => o.OrderTime = At(-30))),
        Row("evaluate by a rule set that was never published", NotFound, "RULE_SET_NOT_FOUND",
            a => a.Aster.Checkout.EvaluateOrderAsync(
                new() { Program = Program, Order = Placing(a, _ => { }).Order, RuleSet = a.Programs.Draft })),
        Row("place an order at another brand's till", NotFound, "MERCHANT_NOT_FOUND",
            a => PlaceAsync(a, o => o.Merchant = "partners/birch/merchants/till")),
        Row("place an order for a stranger", NotFound, "MEMBER_NOT_FOUND",
            a => PlaceAsync(a, o => o.Member = "members/" + Id())),
        Row("pay more than the order comes to", FailedPrecondition, "TENDERS_NOT_TOTAL",
            a => PlaceAsync(a, o => o.Tenders.Add(new Tender { Kind = TenderKind.Money, MinorUnits = 1001 }))),
        Row("look for a decision that was never made", NotFound, "EVALUATION_NOT_FOUND",
            a => a.Aster.Checkout.GetEvaluationAsync(
                new() { Name = Program + "/evaluations/" + new string('0', 64) })),
        Bad("look for a decision by a short digest", a => a.Aster.Checkout.GetEvaluationAsync(
            new() { Name = Program + "/evaluations/00" }), "name"),
        Bad("place a batch of no orders", a => a.Aster.Checkout.BatchPlaceOrdersAsync(new()), "orders"),
        Bad("place a batch of 101 orders", a =>
        {
            var batch = new BatchPlaceOrdersRequest();
            batch.Orders.AddRange(Enumerable.Range(0, 101).Select(_ => Placing(a, _ => { })));
            return a.Aster.Checkout.BatchPlaceOrdersAsync(batch);
        }, "orders"),
        Bad("look for no decisions", a => a.Aster.Checkout.BatchGetEvaluationsAsync(new() { Program = Program }),
            "names"),
        Row("look for another brand's decisions", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Checkout.BatchGetEvaluationsAsync(
                new() { Program = Program, Names = { Program + "/evaluations/" + new string('0', 64) } })),
        Bad("place no order", a => a.Aster.Checkout.PlaceOrderAsync(new() { Program = Program }), "order"),
        Bad("place an order tomorrow", a => PlaceAsync(a, o => o.OrderTime = At(1)), "order.order_time"),
        Bad("place an order of last year", a => PlaceAsync(a, o => o.OrderTime = At(-400)), "order.order_time"),
        Bad("place an order without a time", a => PlaceAsync(a, o => o.OrderTime = null), "order.order_time"),
        Bad("place an order of nothing", a => PlaceAsync(a, o => o.Lines.Clear()), "order.lines"),
        Bad("place an order of 501 lines", a => PlaceAsync(a, o => Repeat(o, 500)), "order.lines"),
        Bad("place an order with two lines of one number",
            a => PlaceAsync(a, o => o.Lines.Add(o.Lines[0].Clone())), "order.lines"),
        Bad("place an order at a negative price", a => PlaceAsync(a, o => o.Lines[0].ListMinorUnits = -1),
            "order.lines[0].list_minor_units"),
        Bad("place an order of minus one piece", a => PlaceAsync(a, o => o.Lines[0].Quantity = -1),
            "order.lines[0].quantity"),
        Bad("place an order whose sum passes 2^63", a => PlaceAsync(
            a, o => (o.Lines[0].Quantity, o.Lines[0].ListMinorUnits) = (10_000, 1_000_000_000_000)), "order.lines"),
        Bad("place an order from a till without a name", a => PlaceAsync(a, o => o.Source = ""), "order.source"),
        Bad("place an order with a line break for a number", a => PlaceAsync(a, o => o.EventId = "1\n2"),
            "order.event_id"),
        Row("show a code that is no coupon", NotFound, "COUPON_NOT_FOUND",
            a => PlaceAsync(a, o => o.Codes.Add("FREE"))),
        Row("show a coupon that there is not", NotFound, "COUPON_NOT_FOUND",
            a => PlaceAsync(a, o => o.Codes.Add("coupons/" + Id()))),
        Bad("show 17 codes", a => PlaceAsync(a, o => o.Codes.AddRange(Enumerable.Repeat("FREE", 17))), "order.codes"),
        Bad("pay with coins that the programme does not take", a => PlaceAsync(
            a, o => o.Tenders.Add(new Tender { Kind = TenderKind.Coins, MinorUnits = 100, CoinUnits = 1 })),
            "order.member"),
        Bad("pay with nothing", a => PlaceAsync(a, o => o.Tenders.Add(new Tender { Kind = TenderKind.Money })),
            "order.tenders[0].minor_units"),
        Bad("pay by a hash of three bytes", a => PlaceAsync(
            a, o => o.PayerHash = Google.Protobuf.ByteString.CopyFrom(1, 2, 3)), "order.payer_hash"),
    ];

    private static IEnumerable<HostileCall> OrderSteps() =>
    [
        Row("look at an order that there is not", NotFound, "ORDER_NOT_FOUND",
            a => a.Aster.Checkout.GetOrderAsync(new() { Name = Program + "/orders/" + Id() })),
        Row("look at another brand's order", NotFound, "ORDER_NOT_FOUND",
            a => a.Birch.Checkout.GetOrderAsync(new() { Name = a.Programs.Sold })),
        Row("cancel another brand's order", NotFound, "ORDER_NOT_FOUND",
            a => a.Birch.Checkout.CancelOrderAsync(new() { Name = a.Programs.Unpaid })),
        Row("return another brand's goods", NotFound, "ORDER_NOT_FOUND",
            a => a.Birch.Checkout.ReturnOrderAsync(new() { Name = a.Programs.Sold, ReturnId = "1", All = true })),
        Row("cancel an order as the alliance", PermissionDenied, "ROLE_MISSING",
            a => a.Admin.Checkout.CancelOrderAsync(new() { Name = a.Programs.Unpaid })),
        Row("return goods without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Checkout.ReturnOrderAsync(
                new() { Name = a.Programs.Sold, ReturnId = "1", All = true })),
        Row("pay an order that was cancelled", FailedPrecondition, "ORDER_CANCELLED",
            a => a.Aster.Checkout.AdvanceOrderAsync(new() { Name = a.Programs.Cancelled, State = OrderState.Paid })),
        Row("return goods of a cancelled order", FailedPrecondition, "ORDER_CANCELLED",
            a => ReturnAsync(a, r => r.Name = a.Programs.Cancelled)),
        Row("return goods that are not paid", FailedPrecondition, "ORDER_NOT_PAID",
            a => ReturnAsync(a, r => r.Name = a.Programs.Unpaid)),
        Row("cancel a till's sale", FailedPrecondition, "ORDER_HANDED_OVER",
            a => a.Aster.Checkout.CancelOrderAsync(new() { Name = a.Programs.Sold })),
        Row("return two of one", FailedPrecondition, "RETURN_EXCEEDS_ORDER", a => ReturnAsync(a, r => Lines(r, 1, 2))),
        Row("return a line that was not sold", FailedPrecondition, "RETURN_EXCEEDS_ORDER",
            a => ReturnAsync(a, r => Lines(r, 2, 1))),
        Bad("return nothing", a => ReturnAsync(a, r => r.All = false), "lines"),
        Bad("return all and a line",
            a => ReturnAsync(a, r => r.Lines.Add(new ReturnedLine { Number = 1, Quantity = 1 })), "lines"),
        Bad("return minus one piece", a => ReturnAsync(a, r => Lines(r, 1, -1)), "lines[0].quantity"),
        Bad("return a line twice in one", a => ReturnAsync(a, r =>
        {
            Lines(r, 1, 1);
            r.Lines.Add(r.Lines[0].Clone());
        }), "lines"),
        Bad("return goods without a number", a => ReturnAsync(a, r => r.ReturnId = ""), "return_id"),
        Bad("return goods under a number of 65 characters", a => ReturnAsync(a, r => r.ReturnId = new string('1', 65)),
            "return_id"),
        Bad("return goods tomorrow", a => ReturnAsync(a, r => r.StepTime = At(1)), "step_time"),
        Bad("return goods of no order", a => ReturnAsync(a, r => r.Name = Program + "/orders/1"), "name"),
        Bad("put an order back to PLACED", a => a.Aster.Checkout.AdvanceOrderAsync(
            new() { Name = a.Programs.Unpaid, State = OrderState.Placed }), "state"),
        Bad("cancel an order by advancing it", a => a.Aster.Checkout.AdvanceOrderAsync(
            new() { Name = a.Programs.Unpaid, State = OrderState.Cancelled }), "state"),
        Bad("pay an order last year", a => a.Aster.Checkout.AdvanceOrderAsync(
            new() { Name = a.Programs.Unpaid, State = OrderState.Paid, StepTime = At(-400) }), "step_time"),
        Bad("place a cancelled order", a => a.Aster.Checkout.PlaceOrderAsync(WithOffer(a, r => r.State =
            OrderState.Cancelled)), "state"),
        Row("place another basket by an offer", InvalidArgument, "OFFER_INVALID",
            a => a.Aster.Checkout.PlaceOrderAsync(WithOffer(a, r => r.Order.Lines[0].Quantity = 2))),
        Row("place another order by an offer", InvalidArgument, "OFFER_INVALID",
            a => a.Aster.Checkout.PlaceOrderAsync(WithOffer(a, r => r.Order.EventId = "other"))),
        Row("place an order by a changed offer", InvalidArgument, "OFFER_INVALID",
            a => a.Aster.Checkout.PlaceOrderAsync(WithOffer(a, r => r.Offer = Changed(r.Offer)))),
        Row("place an order by an offer of nobody", InvalidArgument, "OFFER_INVALID",
            a => a.Aster.Checkout.PlaceOrderAsync(WithOffer(a, r => r.Offer = "free"))),
        Row("place an order by half an offer", InvalidArgument, "OFFER_INVALID",
            a => a.Aster.Checkout.PlaceOrderAsync(WithOffer(a, r => r.Offer = r.Offer[..20]))),
        Bad("place an order by an offer of a megabyte", a => a.Aster.Checkout.PlaceOrderAsync(
            WithOffer(a, r => r.Offer = new string('A', 1 << 20))), "offer"),
        Bad("accept changes of no offer", a => a.Aster.Checkout.PlaceOrderAsync(
            WithOffer(a, r => (r.Offer, r.AcceptChanges) = ("", true))), "accept_changes"),
        Bad("ask for an offer by an old rule set", a => a.Aster.Checkout.EvaluateOrderAsync(new()
        {
            Program = Program,
            Order = Placing(a, _ => { }).Order,
            RuleSet = a.Programs.Published,
            WithOffer = true,
        }), "with_offer"),
    ];

    private static IEnumerable<HostileCall> Coupons() =>
    [
        Row("give coupons in another brand's programme", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Birch.Coupons.GrantCouponsAsync(Granting(a, _ => { }))),
        Row("give coupons without the scope", PermissionDenied, "SCOPE_MISSING",
            a => a.AsterReader.Coupons.GrantCouponsAsync(Granting(a, _ => { }))),
        Row("give coupons that no rule set defines", NotFound, "COUPON_DEFINITION_NOT_FOUND",
            a => a.Aster.Coupons.GrantCouponsAsync(Granting(a, r => r.Definition = "gold"))),
        Row("give coupons in a programme that there is not", NotFound, "PROGRAM_NOT_FOUND",
            a => a.Aster.Coupons.GrantCouponsAsync(Granting(a, r => r.Program = "partners/aster/programs/none"))),
        Row("give a stranger coupons", NotFound, "MEMBER_NOT_FOUND",
            a => a.Aster.Coupons.GrantCouponsAsync(Granting(a, r => r.Member = "members/" + Id()))),
        Bad("give 21 coupons", a => a.Aster.Coupons.GrantCouponsAsync(Granting(a, r => r.Quantity = 21)), "quantity"),
        Bad("give minus one coupon", a => a.Aster.Coupons.GrantCouponsAsync(Granting(a, r => r.Quantity = -1)),
            "quantity"),
        Bad("give nobody coupons", a => a.Aster.Coupons.GrantCouponsAsync(Granting(a, r => r.Member = "")), "member"),
        Row("claim a coupon that only the brand gives", FailedPrecondition, "COUPON_NOT_CLAIMABLE",
            a => a.Aster.Coupons.ClaimCouponAsync(
                new() { RequestId = Id(), Program = Program, Member = a.Bob.Name, Definition = "gift" })),
        Bad("generate no coupons", a => a.Aster.Coupons.GenerateCouponsAsync(
            new() { RequestId = Id(), Program = Program, Definition = "gift" }), "quantity"),
        Bad("generate a thousand and one", a => a.Aster.Coupons.GenerateCouponsAsync(
            new() { RequestId = Id(), Program = Program, Definition = "gift", Quantity = 1001 }), "quantity"),
        Bad("generate coupons without an id", a => a.Aster.Coupons.GenerateCouponsAsync(
            new() { Program = Program, Definition = "gift", Quantity = 1 }), "request_id"),
        Row("look at another brand's coupon", NotFound, "COUPON_NOT_FOUND",
            a => a.Birch.Coupons.GetCouponAsync(new() { Name = a.Programs.Granted })),
        Row("void another brand's coupon", NotFound, "COUPON_NOT_FOUND",
            a => a.Birch.Coupons.VoidCouponAsync(new() { RequestId = Id(), Name = a.Programs.Granted })),
        Row("find a coupon by a wrong code", NotFound, "COUPON_NOT_FOUND",
            a => a.Aster.Coupons.FindCouponAsync(new() { Program = Program, Code = "0000-0000-0000-0000" })),
        Bad("find a coupon by no code", a => a.Aster.Coupons.FindCouponAsync(new() { Program = Program }), "code"),
        Bad("look at a coupon of no name", a => a.Aster.Coupons.GetCouponAsync(new() { Name = "coupons/1" }), "name"),
        Row("list coupons by another list's token", InvalidArgument, "PAGE_TOKEN_INVALID",
            a => a.Aster.Coupons.ListCouponsAsync(
                new() { Program = Program, Member = a.Bob.Name, PageToken = "00" })),
        Row("show another member's coupon", NotFound, "COUPON_NOT_FOUND",
            a => PlaceAsync(a, o => o.Codes.Add(a.Programs.Granted))),
    ];

    private static GrantCouponsRequest Granting(HostileAlliance a, Action<GrantCouponsRequest> change)
    {
        var request = new GrantCouponsRequest
        {
            RequestId = Id(),
            Program = Program,
            Member = a.Bob.Name,
            Definition = "gift",
        };
        change(request);
        return request;
    }

    private static void Lines(ReturnOrderRequest request, int line, int quantity)
    {
        request.All = false;
        request.Lines.Add(new ReturnedLine { Number = line, Quantity = quantity });
    }

    private static AsyncUnaryCall<ReturnOrderResponse> ReturnAsync(
        HostileAlliance a, Action<ReturnOrderRequest> change)
    {
        var request = new ReturnOrderRequest { Name = a.Programs.Sold, ReturnId = "hostile", All = true };
        change(request);
        return a.Aster.Checkout.ReturnOrderAsync(request);
    }

    private static PlaceOrderRequest WithOffer(HostileAlliance a, Action<PlaceOrderRequest> change)
    {
        var request = new PlaceOrderRequest
        {
            Program = Program,
            Order = a.Programs.Offered.Order.Clone(),
            Offer = a.Programs.Offered.Text,
        };
        change(request);
        return request;
    }

    private static void Repeat(Order order, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var line = order.Lines[0].Clone();
            line.Number = i + 2;
            order.Lines.Add(line);
        }
    }

    private static PlaceOrderRequest Placing(HostileAlliance a, Action<Order> change)
    {
        var order = ProgramsMade.Order("aster", a.Programs.Time);
        change(order);
        return new PlaceOrderRequest { Program = Program, Order = order };
    }

    private static EvaluateOrderRequest Evaluating(HostileAlliance a, Action<Order> change) =>
        new() { Program = Program, Order = Placing(a, change).Order };

    private static AsyncUnaryCall<PlaceOrderResponse> PlaceAsync(HostileAlliance a, Action<Order> change) =>
        a.Aster.Checkout.PlaceOrderAsync(Placing(a, change));

    /// <summary>Another text, whatever the first letter is.</summary>
    private static string Changed(string text) => (text[0] == 'A' ? 'B' : 'A') + text[1..];
}

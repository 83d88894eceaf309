using System.Collections.Concurrent;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Orders: one that was placed, with its record, where nothing is said.</summary>
internal sealed class ScriptedCheckout : CheckoutService.CheckoutServiceBase
{
    /// <summary>The order that there is: aster's 4711 of till-7.</summary>
    public static readonly string Order =
        OrderId.Of(ProgramId.Parse(ScriptedPrograms.Main), "till-7", "4711").ToString();

    private readonly ScriptedAnswers answers = new();

    public ConcurrentQueue<IMessage> Requests => answers.Requests;

    public void On<TRequest, TResponse>(Func<TRequest, TResponse> answer)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> => answers.On(answer);

    /// <summary>Nine coins for nine yuan, as they were decided.</summary>
    public static GetEvaluationResponse One()
    {
        var terms = ScriptedPrograms.Terms();
        terms.TimeZone = "Asia/Shanghai";
        terms.SettlementUnitsPerMinorUnit = 100;
        terms.Campaigns.Clear();
        terms.TimeZoneVersion = ProgramCalendar.DataVersion;
        var record = new EvaluationRecord
        {
            RuleSet = ScriptedPrograms.Main + "/ruleSets/3",
            Terms = terms,
            Order = new Order
            {
                Source = "till-7",
                EventId = "4711",
                Merchant = "partners/aster/merchants/till",
                OrderTime = new Timestamp { Seconds = 1_790_000_000 },
                Lines = { new OrderLine { Number = 1, Sku = "tea", Quantity = 1, ListMinorUnits = 900 } },
            },
            Facts = new Facts
            {
                DecideTime = new Timestamp { Seconds = 1_790_000_001, Nanos = 1000 },
                Member = new MemberFacts { Id = ByteString.CopyFrom(new byte[16]) },
            },
        };
        record.Result = Records.Recompute(record);
        return Whole(record);
    }

    /// <summary>A record with its digest and a journal.</summary>
    public static GetEvaluationResponse Whole(EvaluationRecord record) => new()
    {
        Record = record,
        Digest = ByteString.CopyFrom(Records.DigestOf(record)),
        Journal = ScriptedLedger.Journal().Name,
    };

    /// <summary>An order of aster's, with a return of one of its lines.</summary>
    public static PlacedOrder Placed() => new()
    {
        Name = Order,
        Source = "till-7",
        EventId = "4711",
        State = OrderState.Completed,
        RuleSet = ScriptedPrograms.Main + "/ruleSets/3",
        EvaluationName = ResourceNames.Evaluation(ScriptedPrograms.Main, One().Digest.Span),
        Back = Back(),
        Steps =
        {
            new OrderStep { State = OrderState.Completed, StepTime = new(), CreateTime = new() },
            new OrderStep
            {
                State = OrderState.Completed,
                StepTime = new Timestamp { Seconds = 86_400 },
                CreateTime = new Timestamp { Seconds = 86_400 },
                ReturnId = "r1",
                Back = Back(),
                Journal = "journals/01900000-0000-7000-8000-000000000002",
                CoinsLeft = true,
            },
        },
    };

    /// <summary>Nine yuan, two of them in coins, nine coins, three coupons and a level.</summary>
    public static OrderBack Back() => new()
    {
        Lines = { new ReturnedLine { Number = 1, Quantity = 1 } },
        MinorUnits = 900,
        Tenders =
        {
            new TenderBack { Place = 0, Kind = TenderKind.Money, MinorUnits = 700 },
            new TenderBack { Place = 1, Kind = TenderKind.Coins, MinorUnits = 200, CoinUnits = 20 },
        },
        Awards = { new AwardBack { Place = 0, Rule = "base", Coin = "coins/aster", Units = 9 } },
        CouponsGivenBack = { "coupons/1" },
        CouponsVoided = { "coupons/2", "coupons/3" },
        CouponsOwed = { "coupons/3" },
        TierGrantsRevoked = { ScriptedMemberPrograms.Grant },
    };

    public override Task<EvaluateOrderResponse> EvaluateOrder(EvaluateOrderRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new EvaluateOrderResponse
        {
            Evaluation = Evaluated(),
            RuleSet = ScriptedPrograms.Main + "/ruleSets/3",
            Offer = r.WithOffer ? "b2ZmZXI" : "",
            OfferExpireTime = r.WithOffer ? new Timestamp { Seconds = 900 } : null,
        });

    public override Task<PlaceOrderResponse> PlaceOrder(PlaceOrderRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new PlaceOrderResponse
        {
            Evaluation = Evaluated(),
            RuleSet = ScriptedPrograms.Main + "/ruleSets/3",
            OrderName = Order,
            Journal = ScriptedLedger.Journal().Name,
        });

    public override async Task StreamOrders(
        IAsyncStreamReader<StreamOrdersRequest> requestStream,
        IServerStreamWriter<StreamOrdersResponse> responseStream, ServerCallContext context)
    {
        for (var number = 1; await requestStream.MoveNext(); number++)
        {
            var request = requestStream.Current.Order;
            var result = new PlacedOrderResult();
            try
            {
                result.Placed = await PlaceOrder(request, context);
            }
            catch (RpcException e)
            {
                result.Refusal = e.GetRpcStatus();
            }
            await responseStream.WriteAsync(new StreamOrdersResponse());
            await responseStream.WriteAsync(new StreamOrdersResponse
            {
                Number = number,
                Source = request.Order.Source,
                EventId = request.Order.EventId,
                Result = result,
            });
        }
    }

    public override Task<GetOrderResponse> GetOrder(GetOrderRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetOrderResponse { Order = Placed() });

    public override Task<AdvanceOrderResponse> AdvanceOrder(AdvanceOrderRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new AdvanceOrderResponse { Order = Placed() });

    public override Task<CancelOrderResponse> CancelOrder(CancelOrderRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new CancelOrderResponse { Order = Placed(), Back = Back() });

    public override Task<ReturnOrderResponse> ReturnOrder(ReturnOrderRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ReturnOrderResponse { Order = Placed(), Back = Back(), Replayed = true });

    /// <summary>Two lines, two discounts, a delivery, a level and a rule that gave nothing.</summary>
    private static Evaluation Evaluated() => new()
    {
        Lines =
        {
            new LineResult
            {
                Number = 1,
                ListMinorUnits = 9000,
                ShopDiscountMinorUnits = 1000,
                Discounts = { new RuleAmount { Rule = "sale", MinorUnits = 800 } },
                PayMinorUnits = 7200,
                Coins = { new RuleCoins { Rule = "base", Coin = "coins/aster", Units = 72 } },
            },
            new LineResult { Number = 2, ListMinorUnits = 1000, PayMinorUnits = 1000 },
        },
        DeliveryMinorUnits = 100,
        DeliveryDiscounts = { new RuleAmount { Rule = "free", MinorUnits = 400 } },
        TotalMinorUnits = 8300,
        Coins = { new CoinSum { Coin = "coins/aster", Units = 1172 } },
        Awards =
        {
            new Award
            {
                Rule = "base",
                Coins = new CoinAward { Coin = "coins/aster", Units = 72 },
                Words = new LocalizedText { En = "Base: 72 coins.", ZhCn = "基础:72 积分。" },
            },
        },
        Misses =
        {
            new Miss
            {
                Rule = "large",
                Reason = MissReason.Condition,
                Path = "basket",
                Missing = 1700,
                Words = new LocalizedText { En = "Large: more needed.", ZhCn = "满额:还差。" },
            },
        },
        Tiers =
        {
            new TierStanding { Scheme = "club", Level = "gold", Counted = 12_000, NextLevel = "black", Missing = 8000 },
        },
    };

    public override Task<GetEvaluationResponse> GetEvaluation(GetEvaluationRequest r, ServerCallContext c) =>
        answers.Answer(r, One);
}

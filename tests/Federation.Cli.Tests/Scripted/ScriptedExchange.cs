using System.Collections.Concurrent;
using Federation.Exchange.V1;
using Federation.Types.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>An exchange that keeps what it is asked and answers as it is told: a payment from two coins where nothing
/// is said.</summary>
internal sealed class ScriptedExchange : ExchangeService.ExchangeServiceBase
{
    public const string Id = "01900000-0000-7000-8000-00000000000e";
    public const string Till = "partners/birch/merchants/store";

    private readonly ScriptedAnswers answers = new();

    public ConcurrentQueue<IMessage> Requests => answers.Requests;

    public void On<TRequest, TResponse>(Func<TRequest, TResponse> answer)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse> => answers.On(answer);

    /// <summary>30 of aster's coins and 12 of birch's own became 62 of birch's.</summary>
    public static ExchangeDetail OfTwoCoins() => new()
    {
        Board = "boards/1",
        Merchant = Till,
        Redeemed = Coins("birch", 62),
        Gross = Units(2_700),
        Value = Units(2_500),
        Fee = Units(27),
        Rounding = Units(173),
        TargetPartner = "partners/birch",
        Legs =
        {
            new ExchangeLeg
            {
                Paid = Coins("aster", 30),
                Gives = Coins("birch", 50),
                Partner = "partners/aster",
                Reference = Units(3_000),
                Gross = Units(2_700),
                Value = Units(2_500),
                Fee = Units(27),
                Rounding = Units(173),
                OffValueUnits = 90,
                OnValueUnits = 50,
                FeeBasisPoints = 100,
            },
            new ExchangeLeg { Paid = Coins("birch", 12), Gives = Coins("birch", 12), Partner = "partners/birch",
                Reference = Units(600) },
        },
    };

    public static Exchange.V1.Exchange Payment(ExchangeDetail detail) => new()
    {
        Name = $"exchanges/{Id}",
        Journal = $"journals/{Id}",
        Merchant = detail.Merchant,
        Paid = detail.Paid,
        Redeemed = detail.Redeemed,
        Received = detail.Received,
        Detail = detail,
        CreateTime = new Timestamp(),
        ExternalReference = "r1",
    };

    public static Exchange.V1.Exchange Conversion()
    {
        var detail = new ExchangeDetail
        {
            Board = "boards/1",
            Paid = Coins("aster", 30),
            Received = Coins("birch", 50),
            Gross = Units(2_700),
            Value = Units(2_500),
            Fee = Units(27),
            Rounding = Units(173),
            Legs = { OfTwoCoins().Legs[0] },
        };
        return Payment(detail);
    }

    public static Authorization Authorization() => new()
    {
        Name = $"authorizations/{Id}",
        Detail = OfTwoCoins(),
        State = AuthorizationState.Open,
        CapturedUnits = 20,
        RemainingUnits = 42,
        CreateTime = new Timestamp(),
        ExpireTime = new Timestamp { Seconds = 86_400 },
    };

    public static CoinAmount Coins(string coin, long units) => new() { Coin = $"coins/{coin}", Units = units };

    private static Money Units(long units) => new() { Currency = "GBP", Units = units };

    public override Task<PayResponse> Pay(PayRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new PayResponse { Exchange = Payment(OfTwoCoins()) });

    public override Task<CreateQuoteResponse> CreateQuote(CreateQuoteRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new CreateQuoteResponse
        {
            Quote = new Quote
            {
                Name = $"quotes/{Id}",
                Detail = OfTwoCoins(),
                CreateTime = new Timestamp(),
                ExpireTime = new Timestamp { Seconds = 60 },
            },
        });

    public override Task<AuthorizeResponse> Authorize(AuthorizeRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new AuthorizeResponse { Authorization = Authorization() });

    public override Task<CaptureResponse> Capture(CaptureRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new CaptureResponse { Exchange = Payment(OfTwoCoins()) });

    public override Task<ReleaseResponse> Release(ReleaseRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ReleaseResponse { Journal = $"journals/{Id}" });

    public override Task<RefundResponse> Refund(RefundRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new RefundResponse
        {
            Journal = $"journals/{Id}",
            Unredeemed = Coins("birch", 62),
            AllReturned = { Coins("aster", 30), Coins("birch", 12) },
        });

    public override Task<ConvertResponse> Convert(ConvertRequest r, ServerCallContext c) =>
        answers.Answer(
            r, () => new ConvertResponse
            {
                Exchange = Conversion(),
                UndoUntilTime = new Timestamp { Seconds = 86_400 }
            });

    public override Task<UndoConvertResponse> UndoConvert(UndoConvertRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new UndoConvertResponse
        {
            Journal = $"journals/{Id}",
            Returned = Coins("aster", 30),
            Taken = Coins("birch", 50),
        });

    public override Task<GetAuthorizationResponse> GetAuthorization(GetAuthorizationRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetAuthorizationResponse { Authorization = Authorization() });

    public override Task<GetReceiptResponse> GetReceipt(GetReceiptRequest r, ServerCallContext c) =>
        answers.Answer(
            r, () => new GetReceiptResponse
            {
                Exchange = Conversion(),
                Text = "兑换: 30 → 50\n",
                LanguageCode = "zh-CN"
            });

    public override Task<GetExchangeResponse> GetExchange(GetExchangeRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetExchangeResponse { Exchange = Conversion() });

    public override Task<ListExchangesResponse> ListExchanges(ListExchangesRequest r, ServerCallContext c) =>
        answers.Answer(
            r, () => new ListExchangesResponse { Exchanges = { Payment(OfTwoCoins()), Conversion() }, TotalSize = 2 });
}

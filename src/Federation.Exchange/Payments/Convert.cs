using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<ConvertResponse> Convert(ConvertRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var partner = caller.RequirePartner();
        var (source, target) = ConvertForm(request);
        var cancel = context.CancellationToken;
        var snapshot = await directory.WithAsync(d => d.IsAtWork(source) && d.IsAtWork(target), cancel);
        RequireIssuer(caller, snapshot, source, target);

        var asked = new ResolveSpendingRequest { MerchantPartnerId = partner, Member = request.Member };
        var consent = await consents.ResolveAsync(asked, cancel);
        var now = await clock.NowAsync(cancel);
        var plan = await AtBoardAsync(
            now, board => ConvertPlan.For(request, source, target, snapshot, consent, board), cancel);
        var posted =
            await posting.PostAsync(plan.ToPost(request, Fingerprint.Of(context.Method, request)), context.Onward());
        var exchange = Answers.Of(posted.Journal, request.Member);
        exchange.UndoUntilTime = (await UndoUntilAsync(posted.Journal, cancel)).ToTimestamp();
        return new ConvertResponse
        {
            Exchange = exchange,
            Replayed = posted.Replayed,
            UndoUntilTime = exchange.UndoUntilTime
        };
    }

    private async Task<DateTimeOffset> UndoUntilAsync(Journal converted, CancellationToken cancel)
    {
        _ = BoardNames.TryRead(converted.Detail.Unpack<ExchangeDetail>().Board, out var board);
        // What another node has published since must not be missed.
        return UndoWindow.EndOf(
            board, converted.CreateTime.ToDateTimeOffset(), options.Value.CoolingOff,
            await boards.AfterMissAsync(cancel));
    }

    public override async Task<UndoConvertResponse> UndoConvert(UndoConvertRequest request, ServerCallContext context)
    {
        var partner = Caller.Of(context).RequirePartner();
        var form = new Form();
        form.RequestId(request.RequestId);
        var id = form.Journal(request.Exchange, "exchange", ResourceNames.Exchanges);
        form.ExternalReference(request.ExternalReference);
        form.Done();

        var snapshot = await directory.WithAsync(
            d => Suspensions.UndoConvert.Refuses(d, partner) is null, context.CancellationToken);
        var converted = await FindExchangeAsync(id, context);
        var now = await clock.NowAsync(context.CancellationToken);
        var refusal =
            await UndoRefusalAsync(request.Exchange, converted, partner, now, snapshot, context.CancellationToken);
        var posted = await posting.PostReverseAsync(
            new PostReverseRequest
            {
                RequestId = request.RequestId,
                Fingerprint = UnsafeByteOperations.UnsafeWrap(Fingerprint.Of(context.Method, request)),
                Journal = id.Name,
                ExternalReference = request.ExternalReference,
                Refusal = refusal?.ToOutcome(),
            },
            context.Onward());
        var detail = GivenBack(converted).Detail.Unpack<ExchangeDetail>();
        return new UndoConvertResponse
        {
            Journal = posted.Journal.Name,
            Returned = detail.Paid,
            Taken = detail.Received,
            Replayed = posted.Replayed,
        };
    }

    /// <summary>Only the brand that asked for a conversion undoes it; to others it is not there.</summary>
    private async Task<Refusal?> UndoRefusalAsync(
        string exchange, Journal? converted, string partner, DateTimeOffset now, DirectorySnapshot snapshot,
        CancellationToken cancel)
    {
        if (converted is null || Principal.Parse(converted.Principal).Partner?.Value != partner)
            return Refusal.NotFound(ErrorReason.ExchangeNotFound, exchange);
        if (converted.Detail.Unpack<ExchangeDetail>().Received is null)
            return new Refusal(ErrorReason.NotReversible, $"{exchange} is a payment; use Refund.");
        var until = await UndoUntilAsync(converted, cancel);
        return until <= now
            ? new Refusal(
                ErrorReason.CoolingOffPassed,
                $"{exchange} could be undone until {until:O}; convert back at today's rates.")
            : Suspensions.UndoConvert.Refuses(snapshot, partner);
    }

    /// <summary>The ids of the coin that the member gives and of the one that it gets.</summary>
    private static (string Source, string Target) ConvertForm(ConvertRequest request)
    {
        var form = new Form();
        form.RequestId(request.RequestId);
        form.Member(request.Member, "member");
        form.ExternalReference(request.ExternalReference);
        var other = form.Coin(request.OtherCoin, "other_coin");
        var (source, target) = ("", "");
        switch (request.HowMuchCase)
        {
            case ConvertRequest.HowMuchOneofCase.Pay:
                (source, target) = (form.Amount(request.Pay, "pay").Coin, other);
                break;
            case ConvertRequest.HowMuchOneofCase.Amount:
                (source, target) = (other, form.Amount(request.Amount, "amount").Coin);
                break;
            default:
                form.Check(false, "how_much", "must be one of pay and amount");
                break;
        }
        form.Done();
        return (source, target);
    }

    /// <summary>NOT_YOURS, where both coins are known and neither is the caller's.</summary>
    private static void RequireIssuer(Caller caller, DirectorySnapshot directory, string source, string target)
    {
        if (directory.Coins.TryGetValue(source, out var given) && directory.Coins.TryGetValue(target, out var made)
            && given.PartnerId != caller.PartnerId)
            caller.RequireOwn(made.PartnerId, ResourceNames.Coin(target));
    }
}

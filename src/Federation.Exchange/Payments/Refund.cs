using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Types.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<V1.RefundResponse> Refund(V1.RefundRequest request, ServerCallContext context)
    {
        var partner = Caller.Of(context).RequirePartner();
        var form = new Form();
        form.RequestId(request.RequestId);
        var id = form.Journal(request.Exchange, "exchange", ResourceNames.Exchanges);
        form.UnitsOrAll(request.Units, request.All);
        form.ExternalReference(request.ExternalReference);
        form.Done();

        var snapshot =
            await directory.WithAsync(d => Suspensions.Refund.Refuses(d, partner) is null, context.CancellationToken);
        var paid = await FindExchangeAsync(id, context);
        // Posted in any case, also to be refused: the ledger remembers the answer to this request_id.
        var posted = await posting.PostRefundAsync(
            new PostRefundRequest
            {
                RequestId = request.RequestId,
                Fingerprint = UnsafeByteOperations.UnsafeWrap(Fingerprint.Of(context.Method, request)),
                Journal = id.Name,
                Units = request.Units,
                ExternalReference = request.ExternalReference,
                Refusal = RefundRefusal(request.Exchange, paid, partner, snapshot)?.ToOutcome(),
            },
            context.Onward());
        return RefundReceipt(posted.Journal, GivenBack(paid).Detail.Unpack<ExchangeDetail>(), posted.Replayed);
    }

    /// <summary>The exchange that the ledger gave back: an exchange is never removed, so it is there.</summary>
    private static Journal GivenBack(Journal? exchange) =>
        exchange ?? throw new InvalidOperationException("The ledger gave back an exchange that it does not find.");

    /// <summary>Only the brand that took a payment gives it back; to others it is not there.</summary>
    private static Refusal? RefundRefusal(
        string exchange, Journal? paid, string partner, DirectorySnapshot directory)
    {
        if (paid is null || paid.Detail.Unpack<ExchangeDetail>() is not { } detail
            || Answers.TargetPartnerOf(detail) != partner)
            return Hosting.Refusal.NotFound(ErrorReason.ExchangeNotFound, exchange);
        return detail.Redeemed is null
            ? new Refusal(ErrorReason.NotRefundable, $"{exchange} is a conversion; use UndoConvert.")
            : Suspensions.Refund.Refuses(directory, partner);
    }

    private static V1.RefundResponse RefundReceipt(Journal refund, ExchangeDetail detail, bool replayed)
    {
        var unredeemed = Answers.UnredeemedBy(refund);
        // Not the wallets' entries: among them may be earnings that are clawed back, and coins that expire as they
        // return.
        var returned = refund.Entries.Where(e => e.Kind == AccountKind.ExchangedOut)
            .Select(e => new CoinAmount { Coin = e.Asset, Units = -e.Units }).ToList();
        var own = unredeemed - refund.Entries.Where(e => e.Kind == AccountKind.ExchangedIn).Sum(e => e.Units);
        if (own > 0)
            returned.Add(new CoinAmount { Coin = detail.Redeemed.Coin, Units = own });
        var response = new V1.RefundResponse
        {
            Journal = refund.Name,
            Returned = detail.Paid is null ? null
            : new CoinAmount { Coin = detail.Paid.Coin, Units = returned.Sum(r => r.Units) },
            Unredeemed = new CoinAmount { Coin = detail.Redeemed.Coin, Units = unredeemed },
            Replayed = replayed,
        };
        response.AllReturned.AddRange(returned);
        return response;
    }
}

using Federation.Errors.V1;
using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<UndoConvertResponse> UndoConvert(UndoConvertRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        if (caller.Member is null)
            caller.RequirePartner();
        var form = new Form();
        form.RequestId(request.RequestId);
        var id = form.Journal(request.Exchange, "exchange", ResourceNames.Exchanges);
        form.ExternalReference(request.ExternalReference);
        form.Done();

        var snapshot = await directory.WithAsync(
            d => Suspensions.UndoConvert.Refuses(d, caller.PartnerId) is null, context.CancellationToken);
        var converted = await FindExchangeAsync(id, context);
        var refusal = await UndoRefusalAsync(caller, request.Exchange, converted, snapshot, context);
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

    private async Task<Refusal?> UndoRefusalAsync(
        Caller caller, string exchange, Journal? converted, DirectorySnapshot snapshot, ServerCallContext context)
    {
        if (converted is null || !await MayUndoAsync(caller, converted, context))
            return Hosting.Refusal.NotFound(ErrorReason.ExchangeNotFound, exchange);
        if (converted.Detail.Unpack<ExchangeDetail>().Received is null)
            return new Refusal(
                ErrorReason.NotReversible,
                $"{exchange} is a payment; the brand that took it gives it back, by Refund.");
        var until = await UndoUntilAsync(converted, context.CancellationToken);
        return until <= await clock.NowAsync(context.CancellationToken)
            ? new Refusal(
                ErrorReason.CoolingOffPassed,
                $"{exchange} could be undone until {until:O}; convert back at today's rates.")
            : Suspensions.UndoConvert.Refuses(snapshot, caller.PartnerId);
    }

    /// <summary>The brand that asked for a conversion undoes it, and the member whose coins were converted, whoever
    /// asked; to others it is not there.</summary>
    private async Task<bool> MayUndoAsync(Caller caller, Journal converted, ServerCallContext context) =>
        caller.Member is null
            ? Principal.Parse(converted.Principal).Partner?.Value == caller.RequirePartner()
            : await MaySeeAsync(caller, converted, context);
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<RefundResponse> Refund(RefundRequest request, ServerCallContext context)
    {
        var (journal, replayed) = await SubmitAsync(new BatchItem { Refund = request }, context);
        return new RefundResponse { Journal = journal, Replayed = replayed };
    }
}

internal sealed partial record Intake
{
    private Command CommandOf(RefundRequest request)
    {
        var form = new Form();
        var envelope =
            Start(form, JournalKind.Refund, request, request.RequestId, request.ExternalReference, request.Guards);
        envelope = envelope with { EffectiveTime = form.Moment(request.EffectiveTime, "effective_time") };
        var id = form.Journal(request.Journal, "journal");
        var units = form.UnitsOrAll(request.Units, request.All);
        form.Done();
        if (Originals.GetValueOrDefault(id) is not { } original || original.Principal != Caller.Principal)
            return new Command.Refused(envelope, JournalKind.Refund, JournalNotFound(id));
        return CannotRefund(original) is { } refusal
            ? new Command.Refused(envelope, JournalKind.Refund, refusal)
            : new Command.Refund(envelope, original, units) { Earnings = [.. Earnings[id]] };
    }

    private Refusal? CannotRefund(JournalRecord original) => original.Kind == JournalKind.Exchange
        ? new Refusal(ErrorReason.NotRefundable,
            "This journal is a payment across brands: refund it with ExchangeService.Refund.")
        : Suspended(JournalKind.Refund);
}

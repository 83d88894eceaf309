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
        var command =
            Start(form, JournalKind.Refund, request, request.RequestId, request.ExternalReference, request.Guards)
                with
            { EffectiveTime = form.Moment(request.EffectiveTime, "effective_time") };
        var id = form.Uuid(request.Journal, ResourceNames.Journals, "journal");
        var units = form.UnitsOrAll(request.Units, request.All);
        form.Done();
        var original = Originals.GetValueOrDefault(id);
        return CannotRefund(command, original, id) is { } refusal
            ? command with { Refusal = refusal }
            : command with { Original = original, Earnings = [.. Earnings[id]], Units = units };
    }

    private Refusal? CannotRefund(Command command, JournalRecord? original, Guid id)
    {
        if (original is null || original.Principal != Caller.Principal)
            return JournalNotFound(id);
        if (original.Kind == JournalKind.Exchange)
            return new Refusal(ErrorReason.NotRefundable,
                "This journal is a payment across brands: refund it with ExchangeService.Refund.");
        return Suspended(command);
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    public override async Task<PostRefundResponse> PostRefund(PostRefundRequest request, ServerCallContext context)
    {
        var module = Caller.Of(context).Module;
        if (!ModuleAccounts.MayPost(module))
            throw new RefusalException(ModuleAccounts.NotAllowed(module, "refund"));
        var form = new Form();
        var command = Start(form, JournalKind.Refund, new PostingHead(
            request.RequestId, request.Fingerprint, request.ExternalReference, request.Refusal, request.NotAfter),
            context);
        var id = form.Uuid(request.Journal, "journals/", "journal");
        form.Check(request.Units is >= 0 and <= Units.MaxCommand, "units", "must be 0 (for all that is left) to 2^62");
        form.Done();
        for (var attempt = 1; ; attempt++)
        {
            var refund = command.Refusal is not null ? command
                : await RefundingAsync(command, id, request.Units, context.CancellationToken);
            try
            {
                var (journal, replayed) = await SubmitAsync(refund, context);
                return new PostRefundResponse { Journal = journal, Replayed = replayed };
            }
            catch (RefusalException e) when (
                e.Refusal.Reason == ErrorReason.Contended && attempt < LedgerService.ContendedAttempts)
            {
                // Something was earned on the payment since it was looked up: once more, with that.
            }
        }
    }

    private async Task<Command> RefundingAsync(Command command, Guid id, long units, CancellationToken cancel)
    {
        var original = await db.FindJournalAsync(id, cancel);
        var earnings = original is null ? null : await db.EarningsOnAsync([id], cancel);
        return Refunding(command, id, units, original) with { Earnings = earnings is null ? [] : [.. earnings[id]] };
    }

    private static Command Refunding(Command command, Guid id, long units, JournalRecord? original) => original switch
    {
        null => command with { Refusal = Refusal.NotFound(ErrorReason.JournalNotFound, JournalNames.NameOf(id)) },
        { Kind: not JournalKind.Exchange } => command with
        {
            Refusal = new Refusal(
                ErrorReason.NotRefundable, $"A journal of kind {original.Kind} is not a payment across brands."),
        },
        _ => command with { Original = original, Units = units },
    };
}

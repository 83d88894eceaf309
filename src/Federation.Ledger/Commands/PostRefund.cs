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
        var form = new Form();
        var command = Start(form, JournalKind.Refund, new PostingHead(
            request.RequestId, request.Fingerprint, request.ExternalReference, request.Refusal, request.NotAfter),
            context);
        var id = form.Uuid(request.Journal, ResourceNames.Journals, "journal");
        form.UnitsOrAll(request.Units, all: request.Units == 0);
        form.Done();
        var (journal, replayed) = await UndoAsync(command, id, request.Units, ErrorReason.NotRefundable, context);
        return new PostRefundResponse { Journal = journal, Replayed = replayed };
    }

    /// <summary>Undoes a payment or conversion of the calling module's, whole or in part.</summary>
    private async Task<(Journal Journal, bool Replayed)> UndoAsync(
        Command command, Guid id, long units, ErrorReason otherKind, ServerCallContext context)
    {
        for (var attempt = 1; ; attempt++)
        {
            var undoing = command.Refusal is not null ? command
                : await UndoingAsync(command, id, units, otherKind, context.CancellationToken);
            try
            {
                return await SubmitAsync(undoing, context);
            }
            catch (RefusalException e) when (
                e.Refusal.Reason == ErrorReason.Contended && attempt < LedgerService.ContendedAttempts)
            {
                // Something was earned on the payment since it was looked up: once more, with that.
            }
        }
    }

    private async Task<Command> UndoingAsync(Command command, Guid id, long units, ErrorReason otherKind, CancellationToken cancel)
    {
        var original = await db.FindJournalAsync(id, cancel);
        if (original is null)
            return command with { Refusal = Refusal.NotFound(ErrorReason.JournalNotFound, JournalNames.NameOf(id)) };
        if (original.Kind != JournalKind.Exchange)
            return command with { Refusal = new Refusal(otherKind, $"A journal of kind {original.Kind} is not an exchange.") };
        var earnings = await db.EarningsOnAsync([id], cancel);
        var hold = original.Corrects is { } captured ? await db.FindJournalAsync(captured, cancel) : null;
        return command with { Original = original, Hold = hold, Units = units, Earnings = [.. earnings[id]] };
    }
}

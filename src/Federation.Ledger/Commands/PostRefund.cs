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
        var envelope = Start(form, new PostingHead(
            request.RequestId, request.Fingerprint, request.ExternalReference, request.Refusal, request.NotAfter),
            context);
        var id = form.Journal(request.Journal, "journal");
        form.UnitsOrAll(request.Units, all: request.Units == 0);
        form.Done();
        var (journal, replayed) = request.Refusal is { } refused
            ? await SubmitAsync(new Command.Refused(envelope, JournalKind.Refund, Refusal.Of(refused)), context)
            : await UndoAsync(envelope, JournalKind.Refund, id,
                original => new Command.Refund(envelope, original, request.Units), context);
        return new PostRefundResponse { Journal = journal, Replayed = replayed };
    }

    /// <summary>Undoes a payment or conversion of the calling module's, whole or in part.</summary>
    private async Task<(Journal Journal, bool Replayed)> UndoAsync(
        Envelope envelope, JournalKind kind, JournalId id, Func<JournalRecord, Command.Undoing> undo,
        ServerCallContext context)
    {
        for (var attempt = 1; ; attempt++)
        {
            var command = await UndoingAsync(envelope, kind, id, undo, context.CancellationToken);
            try
            {
                return await SubmitAsync(command, context);
            }
            catch (RefusalException e) when (
                e.Refusal.Reason == ErrorReason.Contended && attempt < LedgerService.ContendedAttempts)
            {
                // Something was earned on the payment since it was looked up: once more, with that.
            }
        }
    }

    private async Task<Command> UndoingAsync(
        Envelope envelope, JournalKind kind, JournalId id, Func<JournalRecord, Command.Undoing> undo,
        CancellationToken cancel)
    {
        var original = await db.FindJournalAsync(id, cancel);
        if (original is null)
            return new Command.Refused(
                envelope, kind, Refusal.NotFound(ErrorReason.JournalNotFound, id.Name));
        if (original.Kind != JournalKind.Exchange)
            return new Command.Refused(envelope, kind, new Refusal(
                kind == JournalKind.Refund ? ErrorReason.NotRefundable : ErrorReason.NotReversible,
                $"A journal of kind {original.Kind} is not an exchange."));
        var earnings = await db.EarningsOnAsync([id], cancel);
        var hold = original.Corrects is { } captured
            ? PaymentHold.Of(await db.FindJournalAsync(captured, cancel)) : null;
        return undo(original) with { Held = hold, Earnings = [.. earnings[id]] };
    }
}

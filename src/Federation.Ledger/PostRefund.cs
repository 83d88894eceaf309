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
        if (command.Refusal is null)
            command = Refunding(command, id, request.Units, await db.FindJournalAsync(id, context.CancellationToken));
        var (journal, replayed) = await SubmitAsync(command, context);
        return new PostRefundResponse { Journal = journal, Replayed = replayed };
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

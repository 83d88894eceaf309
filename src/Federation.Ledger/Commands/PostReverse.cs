using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    public override async Task<PostReverseResponse> PostReverse(PostReverseRequest request, ServerCallContext context)
    {
        var form = new Form();
        var envelope = Start(form, new PostingHead(
            request.RequestId, request.Fingerprint, request.ExternalReference, request.Refusal, request.NotAfter),
            context);
        var id = form.Journal(request.Journal, "journal");
        form.Done();
        var (journal, replayed) = request.Refusal is { } refused
            ? await SubmitAsync(new Command.Refused(envelope, JournalKind.Reverse, Refusal.Of(refused)), context)
            : await UndoAsync(
                envelope, JournalKind.Reverse, id, original => new Command.Reverse(envelope, original), context);
        return new PostReverseResponse { Journal = journal, Replayed = replayed };
    }
}

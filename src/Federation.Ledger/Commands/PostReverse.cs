using Federation.Errors.V1;
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
        var command = Start(form, JournalKind.Reverse, new PostingHead(
            request.RequestId, request.Fingerprint, request.ExternalReference, request.Refusal, request.NotAfter),
            context);
        var id = form.Uuid(request.Journal, ResourceNames.Journals, "journal");
        form.Done();
        var (journal, replayed) = await UndoAsync(command, id, units: 0, ErrorReason.NotReversible, context);
        return new PostReverseResponse { Journal = journal, Replayed = replayed };
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Messages.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<WithdrawMessageTemplateResponse> WithdrawMessageTemplate(
        WithdrawMessageTemplateRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        var partner = OwnPartner(form, caller, request.Parent);
        form.Kind(request.Kind, "kind");
        form.Language(request.Language, "language");
        form.Done();

        var cancel = context.CancellationToken;
        var admission = await AdmitAsync(partner, "", cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            admission.RequireKnown();
            var gone = await db.Templates.Where(t => t.PartnerId == partner && t.Kind == request.Kind
                && t.Language == request.Language).ExecuteDeleteAsync(cancel);
            return gone == 1
                ? new WithdrawMessageTemplateResponse()
                : throw new RefusalException(
                    ErrorReason.MessageTemplateNotFound,
                    $"{request.Parent} has published no template of {request.Kind} in {request.Language}.");
        }, cancel);
    }
}

using Federation.Hosting;
using Federation.Messages.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<PublishMessageTemplateResponse> PublishMessageTemplate(
        PublishMessageTemplateRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        var partner = OwnPartner(form, caller, request.Parent);
        var parsed = form.Template(request.Template, "template");
        form.Done();

        var cancel = context.CancellationToken;
        var (asked, now) = (request.Template, time.UtcNow());
        var sample = parsed?.Write(TemplateFields.Of(asked.Kind).Sample) ?? new WrittenMessage("", "");
        var admission = await AdmitAsync(partner, "", cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            admission.RequireKnown();
            var row = await db.Templates.SingleOrDefaultAsync(
                t => t.PartnerId == partner && t.Kind == asked.Kind && t.Language == asked.Language, cancel)
                ?? db.Templates.Add(new TemplateRow
                {
                    PartnerId = partner,
                    Kind = asked.Kind,
                    Language = asked.Language,
                }).Entity;
            (row.Subject, row.Text, row.UpdateTime) = (asked.Subject, asked.Text, now);
            return new PublishMessageTemplateResponse { SampleSubject = sample.Subject, SampleText = sample.Text };
        }, cancel);
    }
}

using Federation.Hosting;
using Federation.Messages.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<ListMessageTemplatesResponse> ListMessageTemplates(
        ListMessageTemplatesRequest request, ServerCallContext context)
    {
        var form = new Form();
        var partner = OwnPartner(form, Caller.Of(context), request.Parent);
        form.Done();

        var own = await db.Templates.AsNoTracking().Where(t => t.PartnerId == partner)
            .ToDictionaryAsync(t => (t.Kind, t.Language), context.CancellationToken);
        return new ListMessageTemplatesResponse
        {
            Templates =
            {
                TemplateFields.Kinds.SelectMany(kind => Languages.All.Select(language => Shown(
                    own.GetValueOrDefault((kind, language)), DefaultTemplates.Of(kind, language)))),
            },
        };
    }

    private static MessageTemplate Shown(TemplateRow? own, MessageTemplate otherwise)
    {
        var shown = otherwise.Clone();
        shown.Fields.AddRange(TemplateFields.Of(shown.Kind).Shown);
        if (own is not null)
            (shown.Subject, shown.Text, shown.IsDefault) = (own.Subject, own.Text, false);
        return shown;
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Messages.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<SendMessageResponse> SendMessage(SendMessageRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        var partner = OwnPartner(form, caller, request.Parent);
        var member = form.Uuid(request.Member, ResourceNames.Members, "member");
        var key = form.Key(request.Key);
        CheckTexts(form, request);
        form.Done();

        var cancel = context.CancellationToken;
        var admission = await AdmitAsync(partner, request.Member, cancel);
        // Without the request's id: another request with the same key asks for the same message.
        var content = request.Clone();
        content.RequestId = "";
        var message = new NewMessage(
            partner, member, request.Kind, MessageKey.OfBrand(key),
            (_, language) => FieldsOf(
                request, admission.Directory.NameOf(partner, language == Languages.Chinese), language))
        {
            Fingerprint = Fingerprint.Of("message", content),
        };
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            admission.RequireActing();
            if (!await db.Settings.AnyAsync(s => s.PartnerId == partner, cancel))
                throw NotSetUp(partner);
            var known = await db.Messages.AsNoTracking().SingleOrDefaultAsync(
                m => m.PartnerId == partner && m.KeyDigest == message.Key.Digest, cancel);
            if (known is not null && !known.Fingerprint.AsSpan().SequenceEqual(message.Fingerprint))
                throw new RefusalException(
                    ErrorReason.MessageKeyReused, $"The key '{key}' was used for another message; take another key.");
            var deliveries = known is null
                ? (await maker.MakeAsync(db, [message], cancel)).Select(d => d.Id)
                : await db.Deliveries.Where(d => d.MessageId == known.Id).OrderBy(d => d.Channel).Select(d => d.Id)
                    .ToListAsync(cancel);
            return new SendMessageResponse
            {
                Deliveries = { deliveries.Select(id => ResourceNames.Delivery(partner, id)) },
            };
        }, cancel);
    }

    private static void CheckTexts(Form form, SendMessageRequest request)
    {
        form.Check(
            request.Kind is MessageKind.Announcement or MessageKind.Security, "kind",
            "must be ANNOUNCEMENT or SECURITY");
        form.Check(
            request.Texts.Count is 1 or 2
                && request.Texts.Select(t => t.Language).Distinct(StringComparer.Ordinal).Count()
                    == request.Texts.Count,
            "texts", "must be one for each language");
        foreach (var (text, i) in request.Texts.Take(2).Select((t, i) => (t, i)))
        {
            form.Language(text.Language, $"texts[{i}].language");
            form.Text(text.Title, $"texts[{i}].title", 1, TextLimits.MaxSubject);
            form.Lines(text.Text, $"texts[{i}].text", 1, TextLimits.MaxText);
        }
    }

    private static MessageFields FieldsOf(SendMessageRequest request, string brand, string language)
    {
        var text = request.Texts.FirstOrDefault(t => t.Language == language) ?? request.Texts[0];
        return new MessageFields(new Dictionary<string, string>
        {
            ["brand"] = brand,
            ["title"] = text.Title,
            ["text"] = text.Text,
        });
    }
}

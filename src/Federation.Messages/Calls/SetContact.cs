using Federation.Hosting;
using Federation.Messages.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<SetContactResponse> SetContact(SetContactRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var partner = caller.RequirePartner();
        var requestId = form.RequestId(request.RequestId);
        var member = form.Uuid(request.Member, ResourceNames.Members, "member");
        form.Contact(request.Contact);
        form.Done();

        var cancel = context.CancellationToken;
        var admission = await AdmitAsync(partner, request.Member, cancel);
        var contact = request.Contact;
        var now = await clock.NowAsync(cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var isDeleted = contact.Email.Length + contact.Phone.Length == 0;
            // What is known of a member who has left can be deleted, too.
            if (isDeleted)
                admission.RequireKnown();
            else
                admission.RequireActing();
            var row = await TakeRecipientAsync(partner, member, cancel);
            KeepReplaced(row, contact, now);
            row.Contact = isDeleted ? null : contacts.Seal(partner, member, contact);
            (row.HasEmail, row.HasPhone) = (contact.Email.Length > 0, contact.Phone.Length > 0);
            return new SetContactResponse();
        }, cancel);
    }

    /// <summary>Keeps for a while the addresses that a change takes away, so that somebody there learns of what happens
    /// next, and when it was. Who deletes them wants them gone: then the time alone is kept.</summary>
    private void KeepReplaced(RecipientRow row, MemberContact after, DateTimeOffset now)
    {
        if (ReplacedContacts.IsEmpty(after))
            row.KeptContacts = null;
        var lost = ReplacedContacts.Lost(contacts.Open(row), after);
        if (ReplacedContacts.IsEmpty(lost))
            return;
        if (!ReplacedContacts.IsEmpty(after))
        {
            var kept = ReplacedContacts.With(contacts.OpenKept(row), lost, now.ToTimestamp());
            row.KeptContacts = contacts.SealKept(row.PartnerId, row.Member, kept);
        }
        row.ContactChangeTime = now;
        row.WipeTime ??= now + ReplacedContacts.Kept;
    }
}

using Federation.Hosting;
using Federation.Messages.V1;
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
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var isDeleted = contact.Email.Length + contact.Phone.Length == 0;
            // What is known of a member who has left can be deleted, too.
            if (isDeleted)
                admission.RequireKnown();
            else
                admission.RequireActing();
            var row = await TakeRecipientAsync(partner, member, cancel);
            row.Contact = isDeleted ? null : contacts.Seal(partner, member, contact);
            (row.HasEmail, row.HasPhone) = (contact.Email.Length > 0, contact.Phone.Length > 0);
            return new SetContactResponse();
        }, cancel);
    }
}

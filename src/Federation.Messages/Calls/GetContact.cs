using Federation.Hosting;
using Federation.Messages.V1;
using Grpc.Core;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<GetContactResponse> GetContact(GetContactRequest request, ServerCallContext context)
    {
        var form = new Form();
        var partner = Caller.Of(context).RequirePartner();
        var member = form.Uuid(request.Member, ResourceNames.Members, "member");
        form.Done();

        var cancel = context.CancellationToken;
        await RequireMemberAsync(partner, new NamedMember(request.Member, request.Member), cancel);
        return new GetContactResponse { Contact = contacts.Open(await RecipientAsync(partner, member, cancel)) };
    }
}

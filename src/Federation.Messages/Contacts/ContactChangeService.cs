using Federation.Hosting;
using Federation.Messages.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

/// <summary>When members' addresses changed, for other modules.</summary>
internal sealed class ContactChangeService(MessagesDb db) : Internal.V1.ContactChangeService.ContactChangeServiceBase
{
    public override async Task<GetContactChangeResponse> GetContactChange(
        GetContactChangeRequest request, ServerCallContext context)
    {
        var form = new Form();
        var partner = form.Partner(request.Partner, "partner");
        var member = form.Uuid(request.Member, ResourceNames.Members, "member");
        form.Done();
        var time = await db.Recipients.Where(r => r.PartnerId == partner && r.Member == member)
            .Select(r => r.ContactChangeTime).SingleOrDefaultAsync(context.CancellationToken);
        return new GetContactChangeResponse { ChangeTime = time?.ToTimestamp() };
    }
}

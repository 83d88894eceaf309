using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Partners;

internal sealed partial class CredentialService
{
    public override async Task<RevokeCredentialResponse> RevokeCredential(
        RevokeCredentialRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var (owner, clientId) = ReadName(request.Name, o => o.RequireFor(caller), form);
        form.Done();
        var revoked = await identity.RevokeClientAsync(
            new RevokeClientRequest
            {
                Head = HeadOf(requestId, request, context),
                ClientId = clientId,
                Owner = owner.Name,
            },
            context.Onward());
        // Also when it is a replay: the first attempt may have ended between the two modules.
        await refused.AddAsync(clientId, context.CancellationToken);
        if (!revoked.Replayed)
            Log.CredentialRevoked(logger, caller.Principal, caller.Sender, clientId, owner.Name);
        return new RevokeCredentialResponse
        {
            Credential = ToCredential(revoked.Client, owner),
            Replayed = revoked.Replayed,
        };
    }
}

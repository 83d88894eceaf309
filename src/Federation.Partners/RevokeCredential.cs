using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Partners;

internal sealed partial class CredentialService
{
    // A suspended brand may revoke: a leaked secret must not wait for the alliance.
    public override async Task<RevokeCredentialResponse> RevokeCredential(
        RevokeCredentialRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var (owner, clientId) = ReadName(request.Name, caller, form);
        form.Done();
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
            {
                var revoked = await identity.RevokeClientAsync(
                    new RevokeClientRequest { ClientId = clientId, Owner = owner.Name }, context.Onward());
                Log.CredentialRevoked(logger, caller.Principal, clientId, owner.Name);
                return new RevokeCredentialResponse { Credential = ToCredential(revoked.Client, owner) };
            },
            context.CancellationToken);
    }
}

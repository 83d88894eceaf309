using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Partners;

internal sealed partial class CredentialService
{
    public override async Task<RotateCredentialResponse> RotateCredential(
        RotateCredentialRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var (owner, clientId) = ReadName(request.Name, o => o.RequireOwn(caller), form);
        form.Done();
        var refusal = await RefusalOfAsync(owner, caller, context.CancellationToken);
        var rotated = await identity.RotateClientAsync(
            new RotateClientRequest
            {
                Head = HeadOf(requestId, request, context, refusal),
                ClientId = clientId,
                Owner = owner.Name,
                CallerRole = Permissions.NameOf(caller.Role),
                CallerScopes = { caller.Scopes },
            },
            context.Onward());
        if (!rotated.Replayed)
            Log.CredentialRotated(logger, caller.Principal, caller.Sender, clientId, owner.Name);
        return new RotateCredentialResponse
        {
            Credential = ToCredential(rotated.Client, owner),
            ClientSecret = rotated.ClientSecret,
            Replayed = rotated.Replayed,
        };
    }
}

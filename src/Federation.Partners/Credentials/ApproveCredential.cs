using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Partners;

internal sealed partial class CredentialService
{
    public override async Task<ApproveCredentialResponse> ApproveCredential(
        ApproveCredentialRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var (owner, clientId) = ReadName(request.Name, _ => { }, form);
        form.Done();
        var approved = await identity.ApproveClientAsync(
            new ApproveClientRequest
            {
                Head = HeadOf(requestId, request, context),
                ClientId = clientId,
                Owner = owner.Name,
            },
            context.Onward());
        if (!approved.Replayed)
            Announce(approved.Client, caller, owner);
        return new ApproveCredentialResponse
        {
            Credential = ToCredential(approved.Client, owner),
            ClientSecretPart = approved.ClientSecretPart,
            Replayed = approved.Replayed,
        };
    }

    private void Announce(Client client, Caller caller, CredentialOwner owner)
    {
        if (client.Recovery)
            Log.CredentialRecovered(
                logger, caller.Principal, caller.Sender, client.ClientId, owner.Name, client.Creator);
        else
            Log.CredentialApproved(
                logger, caller.Principal, caller.Sender, client.ClientId, owner.Name, client.Creator);
    }
}

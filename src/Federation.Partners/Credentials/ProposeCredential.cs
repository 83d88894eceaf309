using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Partners;

internal sealed partial class CredentialService
{
    public override async Task<ProposeCredentialResponse> ProposeCredential(
        ProposeCredentialRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Check(
            CredentialOwner.TryRead(request.Parent, out var owner), "parent", "must be partners/{id} or alliance");
        var plan = CredentialPlan.For(
            new CredentialWish(request.DisplayName, request.Role, request.Scopes, request.Person), owner, caller, form);
        form.Done();
        if (plan.Lacking is { } scope)
            throw Missing(scope);
        plan.Client.ClientId = CredentialPlan.ClientIdOf(owner, caller.Principal, requestId);
        var refusal = await RefusalOfAsync(owner, caller, context.CancellationToken);
        var made = await identity.CreateClientAsync(
            new CreateClientRequest
            {
                Head = HeadOf(requestId, request, context, refusal),
                Client = plan.Client,
                Ground = ClientGround.Proposal,
            },
            context.Onward());
        if (!made.Replayed)
            Log.CredentialProposed(logger, caller.Principal, caller.Sender, made.Client.ClientId, owner.Name);
        return new ProposeCredentialResponse
        {
            Credential = ToCredential(made.Client, owner),
            ClientSecretPart = made.ClientSecret,
            Replayed = made.Replayed,
        };
    }
}

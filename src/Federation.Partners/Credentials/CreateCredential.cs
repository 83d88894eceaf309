using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;
using Grpc.Core;

namespace Federation.Partners;

internal sealed partial class CredentialService
{
    public override async Task<CreateCredentialResponse> CreateCredential(
        CreateCredentialRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var known = CredentialOwner.TryRead(request.Parent, out var owner);
        form.Check(known, "parent", "must be partners/{id} or alliance");
        if (known)
            owner.RequireFor(caller);
        var plan = CredentialPlan.For(
            new CredentialWish(request.DisplayName, request.Role, request.Scopes, request.Person), owner, caller, form);
        form.Done();
        if (owner.PartnerId is null)
            throw new RefusalException(
                ErrorReason.ProposalNeeded,
                "A credential of the alliance is proposed by one person (ProposeCredential) and approved by another.");
        if (plan.Lacking is { } scope)
            throw Missing(scope);
        plan.Client.ClientId = CredentialPlan.ClientIdOf(owner, caller.Principal, requestId);
        var refusal = await RefusalOfAsync(owner, caller, context.CancellationToken);
        var made = await identity.CreateClientAsync(
            new CreateClientRequest
            {
                Head = HeadOf(requestId, request, context, refusal),
                Client = plan.Client,
                Ground = caller.IsAllianceAdmin ? ClientGround.First : ClientGround.Own,
            },
            context.Onward());
        if (!made.Replayed)
            Log.CredentialCreated(logger, caller.Principal, caller.Sender, made.Client.ClientId, owner.Name);
        return new CreateCredentialResponse
        {
            Credential = ToCredential(made.Client, owner),
            ClientSecret = made.ClientSecret,
            Replayed = made.Replayed,
        };
    }
}

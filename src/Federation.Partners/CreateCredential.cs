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
        var client = CredentialPlan.For(request, owner, form);
        form.Done();
        client.ClientId = CredentialPlan.ClientIdOf(owner, caller.Principal, requestId);
        var command = IdempotentCommand.Of(caller, requestId, context.Method, request, time);
        var cancel = context.CancellationToken;
        return await db.RunOnceAsync(
            command,
            async () =>
            {
                await RequireOwnerAsync(owner, caller, cancel);
                await ClaimAsync(command, client.ClientId, cancel);
                var secret = NewSecret();
                var made = await identity.CreateClientAsync(
                    new CreateClientRequest { Client = client, ClientSecret = secret }, context.Onward());
                Log.CredentialCreated(logger, caller.Principal, client.ClientId, owner.Name);
                var credential = ToCredential(made.Client, owner);
                return new CreateCredentialResponse { Credential = credential, ClientSecret = secret };
            },
            cancel,
            recorded: response => new CreateCredentialResponse { Credential = response.Credential });
    }
}

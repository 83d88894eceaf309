using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class CredentialService
{
    public override async Task<RotateCredentialResponse> RotateCredential(
        RotateCredentialRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var (owner, clientId) = ReadName(request.Name, caller, form);
        form.Done();
        var command = IdempotentCommand.Of(caller, requestId, context.Method, request, time);
        var cancel = context.CancellationToken;
        return await db.RunOnceAsync(
            command,
            async () =>
            {
                // A brand that does not exist has no credential; that is what is answered then.
                if (await db.Partners.AnyAsync(p => p.Id == owner.PartnerId, cancel))
                    await RequireOwnerAsync(owner, caller, cancel);
                await ClaimAsync(command, clientId, cancel);
                var secret = NewSecret();
                var set = await identity.SetClientSecretAsync(
                    new SetClientSecretRequest { ClientId = clientId, Owner = owner.Name, ClientSecret = secret },
                    context.Onward());
                Log.CredentialRotated(logger, caller.Principal, clientId, owner.Name);
                var credential = ToCredential(set.Client, owner);
                return new RotateCredentialResponse { Credential = credential, ClientSecret = secret };
            },
            cancel,
            recorded: response => new RotateCredentialResponse { Credential = response.Credential });
    }

    private static (CredentialOwner Owner, string ClientId) ReadName(string name, Caller caller, Form form)
    {
        var known = CredentialOwner.TryReadCredential(name, out var owner, out var clientId);
        form.Check(known, "name", "must be partners/{p}/credentials/{id} or alliance/credentials/{id}");
        if (known)
            owner.RequireFor(caller);
        return (owner, clientId);
    }
}

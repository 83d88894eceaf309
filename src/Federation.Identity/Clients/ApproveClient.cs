using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Grpc.Core;

namespace Federation.Identity;

internal sealed partial class ClientService
{
    public override async Task<ApproveClientResponse> ApproveClient(
        ApproveClientRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = ClientForm.Check(form, request.Head);
        form.Done();
        var cancel = context.CancellationToken;
        return await OnceAsync(
            request.Head, requestId, request.Owner, context,
            async principal =>
            {
                var client = await clients.RequireAsync(request.ClientId, request.Owner, cancel);
                if (ApprovalRefusal(client, principal) is { } refusal)
                    throw new RefusalException(refusal);
                if (client.Owner != ClientForm.Alliance)
                    await RequireNoAdminAsync(client.Owner, cancel);
                client.Pending = false;
                client.Approver = principal.Name;
                client.ApproveTime = time.UtcNow();
                await db.SaveChangesAsync(cancel);
                return new ApproveClientResponse
                {
                    Client = client.ToClient(),
                    ClientSecretPart = halves.SecondOf(client),
                };
            },
            recorded: response => new ApproveClientResponse { Client = response.Client });
    }

    private static Refusal? ApprovalRefusal(OAuthClient client, Principal principal)
    {
        if (client.Revoked)
            return new Refusal(
                ErrorReason.CredentialRevoked, $"The credential {client.ClientId} is revoked; propose a new one.");
        if (!client.Pending)
            return new Refusal(
                ErrorReason.CredentialNotProposed, $"The credential {client.ClientId} does not wait for an approval.");
        // Principals are people: one person with two clients is still one person.
        return client.Creator == principal.Name
            ? new Refusal(
                ErrorReason.SamePerson,
                $"{principal} proposed the credential {client.ClientId}; another person must approve it.")
            : null;
    }
}

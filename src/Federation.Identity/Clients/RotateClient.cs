using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Grpc.Core;

namespace Federation.Identity;

internal sealed partial class ClientService
{
    public override async Task<RotateClientResponse> RotateClient(
        RotateClientRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = ClientForm.Check(form, request.Head);
        form.Done();
        var cancel = context.CancellationToken;
        var response = await OnceAsync(
            request.Head, requestId, request.Owner, context,
            async principal =>
            {
                var client = await clients.RequireAsync(request.ClientId, request.Owner, cancel);
                if (RotationRefusal(client, principal, request) is { } refusal)
                    throw new RefusalException(refusal);
                var secret = OAuthClients.NewSecret();
                await clients.ReplaceSecretAsync(client, secret, cancel);
                return new RotateClientResponse { Client = client.ToClient(), ClientSecret = secret };
            },
            recorded: rotated => new RotateClientResponse { Client = rotated.Client });
        await seen.RefreshAsync(cancel);
        return response;
    }

    /// <summary>
    /// A new secret is all that the client may do: nobody gets another person's, and no token gets more than it
    /// carries.
    /// </summary>
    private static Refusal? RotationRefusal(OAuthClient client, Principal principal, RotateClientRequest request)
    {
        if (client.Principal != principal.Name)
            return new Refusal(
                ErrorReason.NotYours, $"The credential {client.ClientId} is another person's, who alone rotates it.");
        if (client.Role != request.CallerRole && !IsOwnService(client, request.CallerRole))
            return new Refusal(
                ErrorReason.NotYours,
                $"The credential {client.ClientId} has the role {client.Role}; rotate it with a token of that role.");
        if (client.ScopeList.Except(request.CallerScopes, StringComparer.Ordinal).FirstOrDefault() is { } scope)
            return new Refusal(
                ErrorReason.ScopeMissing,
                $"The credential {client.ClientId} has the scope {scope}, which your access token does not carry.")
                .With("scope", scope);
        if (client.Revoked)
            return new Refusal(
                ErrorReason.CredentialRevoked, $"The credential {client.ClientId} is revoked; create a new one.");
        return client.Pending
            ? new Refusal(
                ErrorReason.CredentialNotApproved, $"The credential {client.ClientId} waits for its approval.")
            : null;
    }

    private static bool IsOwnService(OAuthClient client, string callerRole) =>
        client.Role == Permissions.NameOf(Role.PartnerService) && callerRole == Permissions.NameOf(Role.PartnerAdmin);
}

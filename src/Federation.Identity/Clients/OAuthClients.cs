using System.Buffers.Text;
using System.Security.Cryptography;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace Federation.Identity;

/// <summary>
/// Creates clients, changes their secrets and revokes them, through OpenIddict, which keeps the secrets as hashes.
/// Within the caller's transaction.
/// </summary>
internal sealed class OAuthClients(
    IdentityDb db, OpenIddictApplicationManager<OAuthClient> applications, TimeProvider time)
{
    private const int SecretBytes = 32;

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>
    /// Creates one of the host's own clients; one that was created before, for the same, gets the new secret and the
    /// scopes that its role has by now.
    /// </summary>
    /// <exception cref="RefusalException">ALREADY_EXISTS, CREDENTIAL_REVOKED.</exception>
    public async Task<OAuthClient> EnsureAsync(Client client, string secret, CancellationToken cancel)
    {
        if (await FindAsync(client.ClientId, cancel) is not { } known)
            return await AddAsync(NewClient(client), secret, cancel);
        if (known.Owner != client.Owner || known.Principal != client.Principal || known.Role != client.Role)
            throw new RefusalException(
                ErrorReason.AlreadyExists, $"The client {client.ClientId} exists and is for something else.");
        known.Scopes = string.Join(' ', client.Scopes);
        await ReplaceSecretAsync(known, secret, cancel);
        return known;
    }

    /// <summary>A client that is not kept yet.</summary>
    public OAuthClient NewClient(
        Client client, bool pending = false, string? creator = null, bool recovery = false) => new()
        {
            ClientId = client.ClientId,
            DisplayName = client.DisplayName,
            Owner = client.Owner,
            Role = client.Role,
            Principal = client.Principal,
            Scopes = string.Join(' ', client.Scopes),
            CreateTime = time.UtcNow(),
            Pending = pending,
            Creator = creator,
            Recovery = recovery,
        };

    public async Task<OAuthClient> AddAsync(OAuthClient client, string secret, CancellationToken cancel)
    {
        await applications.PopulateAsync(client, new OpenIddictApplicationDescriptor
        {
            ClientId = client.ClientId,
            ClientType = OpenIddictConstants.ClientTypes.Confidential,
            DisplayName = client.DisplayName,
            Permissions =
            {
                OpenIddictConstants.Permissions.Endpoints.Token,
                OpenIddictConstants.Permissions.GrantTypes.ClientCredentials,
            },
        }, cancel);
        await applications.CreateAsync(client, secret, cancel);
        return client;
    }

    /// <exception cref="RefusalException">CREDENTIAL_REVOKED.</exception>
    public async Task ReplaceSecretAsync(OAuthClient client, string secret, CancellationToken cancel)
    {
        if (client.Revoked)
            throw new RefusalException(
                ErrorReason.CredentialRevoked, $"The credential {client.ClientId} is revoked; create a new one.");
        client.SecretRevision++;
        await applications.UpdateAsync(client, secret, cancel);
    }

    /// <summary>Revokes a client. Doing so twice is no error.</summary>
    public async Task RevokeAsync(OAuthClient client, string? revoker, CancellationToken cancel)
    {
        if (client.Revoked)
            return;
        client.Revoked = true;
        client.Revoker = revoker;
        client.RevokeTime = time.UtcNow();
        client.SecretRevision++;
        // Nobody knows the new secret: what reads the hash alone refuses the old one too.
        await applications.UpdateAsync(client, NewSecret(), cancel);
    }

    public Task<OAuthClient?> FindAsync(string clientId, CancellationToken cancel) =>
        db.Clients.SingleOrDefaultAsync(c => c.ClientId == clientId, cancel);

    /// <exception cref="RefusalException">CREDENTIAL_NOT_FOUND.</exception>
    public async Task<OAuthClient> RequireAsync(string clientId, string owner, CancellationToken cancel)
    {
        var client = await FindAsync(clientId, cancel);
        if (client is null || client.Owner != owner)
            throw new RefusalException(
                Refusal.NotFound(ErrorReason.CredentialNotFound, $"{owner}/credentials/{clientId}"));
        return client;
    }
}

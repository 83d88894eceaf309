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
/// </summary>
internal sealed class OAuthClients(
    IdentityDb db, OpenIddictApplicationManager<OAuthClient> applications, TimeProvider time)
{
    private const int Attempts = 4;
    private const int SecretBytes = 32;

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Creates a client; one that was created before, for the same, gets the new secret.</summary>
    /// <exception cref="RefusalException">ALREADY_EXISTS, CREDENTIAL_REVOKED.</exception>
    public Task<OAuthClient> CreateAsync(Client client, string secret, CancellationToken cancel) =>
        AgainAsync(async () =>
        {
            var known = await FindAsync(client.ClientId, cancel);
            if (known is null)
                return await AddAsync(client, secret, cancel);
            if (known.Owner != client.Owner || known.Principal != client.Principal || known.Role != client.Role)
                throw new RefusalException(
                    ErrorReason.AlreadyExists, $"The client {client.ClientId} exists and is for something else.");
            return await SetSecretAsync(known, secret, cancel);
        });

    /// <exception cref="RefusalException">CREDENTIAL_NOT_FOUND, CREDENTIAL_REVOKED.</exception>
    public Task<OAuthClient> SetSecretAsync(string clientId, string owner, string secret, CancellationToken cancel) =>
        AgainAsync(async () => await SetSecretAsync(await RequireAsync(clientId, owner, cancel), secret, cancel));

    /// <summary>Revokes a client. Doing so twice is no error.</summary>
    /// <exception cref="RefusalException">CREDENTIAL_NOT_FOUND.</exception>
    public Task<OAuthClient> RevokeAsync(string clientId, string owner, CancellationToken cancel) =>
        AgainAsync(async () =>
        {
            var client = await RequireAsync(clientId, owner, cancel);
            client.Revoked = true;
            // Nobody knows the new secret: what reads the hash alone refuses the old one too.
            await applications.UpdateAsync(client, NewSecret(), cancel);
            return client;
        });

    private async Task<OAuthClient> AddAsync(Client client, string secret, CancellationToken cancel)
    {
        var made = new OAuthClient
        {
            Owner = client.Owner,
            Role = client.Role,
            Principal = client.Principal,
            Scopes = string.Join(' ', client.Scopes),
            CreateTime = time.UtcNow(),
        };
        await applications.PopulateAsync(made, new OpenIddictApplicationDescriptor
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
        await applications.CreateAsync(made, secret, cancel);
        return made;
    }

    private async Task<OAuthClient> SetSecretAsync(OAuthClient client, string secret, CancellationToken cancel)
    {
        if (client.Revoked)
            throw new RefusalException(
                ErrorReason.CredentialRevoked, $"The credential {client.ClientId} is revoked; create a new one.");
        await applications.UpdateAsync(client, secret, cancel);
        return client;
    }

    private Task<OAuthClient?> FindAsync(string clientId, CancellationToken cancel) =>
        db.Clients.SingleOrDefaultAsync(c => c.ClientId == clientId, cancel);

    private async Task<OAuthClient> RequireAsync(string clientId, string owner, CancellationToken cancel)
    {
        var client = await FindAsync(clientId, cancel);
        if (client is null || client.Owner != owner)
            throw new RefusalException(
                Refusal.NotFound(ErrorReason.CredentialNotFound, $"{owner}/credentials/{clientId}"));
        return client;
    }

    /// <summary>
    /// Reads and does again what another node was faster with. Within a transaction there is no second try.
    /// </summary>
    private async Task<OAuthClient> AgainAsync(Func<Task<OAuthClient>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (attempt < Attempts && db.Database.CurrentTransaction is null && IsRace(e))
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private static bool IsRace(Exception exception) =>
        exception is OpenIddictExceptions.ConcurrencyException
        || DatabaseErrors.IsUniqueViolation(exception) || DatabaseErrors.IsTransient(exception);
}

using System.Buffers.Text;
using System.Security.Cryptography;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Partners;

/// <summary>
/// The credentials of brands and of the alliance's people: decides here who may ask; the identity module keeps the
/// clients.
/// </summary>
internal sealed partial class CredentialService(
    PartnersDb db, [FromKeyedServices(PartnersModule.Name)] ClientService.ClientServiceClient identity,
    PageTokens tokens, TimeProvider time, ILogger<CredentialService> logger)
    : V1.CredentialService.CredentialServiceBase
{
    private const int SecretBytes = 32;

    private static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Keeps others with the same request waiting until this transaction ends.</summary>
    private async Task ClaimAsync(IdempotentCommand command, string clientId, CancellationToken cancel)
    {
        db.CredentialClaims.Add(new CredentialClaim
        {
            Principal = command.Principal,
            RequestId = command.RequestId,
            ClientId = clientId,
        });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>A brand that exists and may act; the alliance always may.</summary>
    private async Task RequireOwnerAsync(CredentialOwner owner, Caller caller, CancellationToken cancel)
    {
        if (owner.PartnerId is { } partner)
            await db.RequirePartnerAsync(partner, caller, cancel);
    }

    private static Credential ToCredential(Client client, CredentialOwner owner) => new()
    {
        Name = owner.NameOf(client.ClientId),
        ClientId = client.ClientId,
        DisplayName = client.DisplayName,
        Role = CredentialPlan.RoleOf(client.Role),
        Scopes = { client.Scopes },
        Person = owner.PartnerId is null ? client.Principal[CredentialPlan.PersonPrefix.Length..] : "",
        Revoked = client.Revoked,
        CreateTime = client.CreateTime,
    };
}

using System.Security.Cryptography;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Federation.Identity;

/// <summary>The pages as a client: known by their public key, and allowed what codes allow, nothing for
/// themselves.</summary>
internal sealed class WebClient(
    IdentityDb db, OAuthClients clients, OpenIddictApplicationManager<OAuthClient> applications,
    IOptions<IdentityOptions> options)
{
    public const string Id = "federation-web";

    /// <summary>Nobody's: it is no credential that somebody lists, rotates or revokes.</summary>
    private const string Owner = "pages";

    private const string CallbackPath = "/signin/callback";

    /// <summary>Makes the client, or gives it the addresses and the key of the configuration.</summary>
    /// <exception cref="StartRefusedException">The key cannot be read.</exception>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        if (options.Value.WebClient is not { } web)
            return;
        var descriptor = DescriptorOf(web);
        using var turn = await db.WriterTurnAsync(cancel);
        if (await clients.FindAsync(Id, cancel) is { } known)
        {
            await applications.UpdateAsync(known, descriptor, cancel);
            // An earlier release counted it among the alliance's credentials.
            await db.Clients.Where(c => c.ClientId == Id && c.Owner != Owner)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Owner, Owner), cancel);
            return;
        }
        var client = clients.NewClient(new Client
        {
            ClientId = Id,
            DisplayName = "Pages",
            Owner = Owner,
            Role = Hosting.Permissions.NameOf(Role.Member),
            Principal = "modules/web",
        });
        await applications.PopulateAsync(client, descriptor, cancel);
        await applications.CreateAsync(client, cancel);
    }

    private static OpenIddictApplicationDescriptor DescriptorOf(WebClientOptions web)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = Id,
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = "Pages",
            JsonWebKeySet = new JsonWebKeySet { Keys = { ReadKey(web.PublicKeyFile!) } },
            Permissions =
            {
                OpenIddictConstants.Permissions.Endpoints.Authorization,
                OpenIddictConstants.Permissions.Endpoints.Token,
                OpenIddictConstants.Permissions.GrantTypes.AuthorizationCode,
                OpenIddictConstants.Permissions.GrantTypes.RefreshToken,
                OpenIddictConstants.Permissions.ResponseTypes.Code,
            },
        };
        foreach (var address in web.Addresses)
            descriptor.RedirectUris.Add(new Uri(address, CallbackPath));
        return descriptor;
    }

    private static JsonWebKey ReadKey(string file)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            var open = ECDsa.Create(key.ExportParameters(includePrivateParameters: false));
            return JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(open));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or CryptographicException)
        {
            throw new StartRefusedException(
                $"The pages' public key in '{file}' (Identity:WebClient:PublicKeyFile) cannot be read: {e.Message}");
        }
    }
}

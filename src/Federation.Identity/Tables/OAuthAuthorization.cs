using OpenIddict.EntityFrameworkCore.Models;

namespace Federation.Identity;

/// <summary>OpenIddict's, not used before members sign in.</summary>
public sealed class OAuthAuthorization : OpenIddictEntityFrameworkCoreAuthorization<string, OAuthClient, OAuthToken>
{
    public OAuthAuthorization() => Id = Guid.NewGuid().ToString();
}

using OpenIddict.EntityFrameworkCore.Models;

namespace Federation.Identity;

/// <summary>OpenIddict's, not used: access tokens are not kept.</summary>
public sealed class OAuthToken : OpenIddictEntityFrameworkCoreToken<string, OAuthClient, OAuthAuthorization>
{
    public OAuthToken() => Id = Guid.NewGuid().ToString();
}

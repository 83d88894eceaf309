using OpenIddict.EntityFrameworkCore.Models;

namespace Federation.Identity;

/// <summary>OpenIddict's, not used: the scopes are those of the permission table.</summary>
public sealed class OAuthScope : OpenIddictEntityFrameworkCoreScope<string>
{
    public OAuthScope() => Id = Guid.NewGuid().ToString();
}

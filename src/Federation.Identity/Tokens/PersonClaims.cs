using System.Security.Claims;
using Federation.Hosting;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Federation.Identity;

/// <summary>What the tokens of a person's session carry.</summary>
internal static class PersonClaims
{
    /// <summary>The id of the code, and of all tokens that follow from it; in no token that others read.</summary>
    public const string Grant = "grant";

    /// <summary>Which refresh token of the grant it is; in no token that others read.</summary>
    public const string RefreshNumber = "refresh_number";

    private const string Session = "sid";
    private const string Person = "person";
    private const string Brands = "brands";

    /// <param name="session">The session.</param>
    /// <param name="brands">The ids of the brands that it has shown the member to be a customer of.</param>
    /// <param name="grant">The code's id.</param>
    /// <param name="refreshNumber">The number of the refresh token.</param>
    public static ClaimsPrincipal Of(
        SignInSession session, IReadOnlyList<string> brands, Guid grant, long refreshNumber)
    {
        var identity = new ClaimsIdentity("sign-in", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Principal.Of(new MemberId(session.MemberId)).Name);
        identity.SetClaim(Claims.Role, Hosting.Permissions.NameOf(Role.Member));
        identity.SetClaim(Session, session.Id.ToString());
        identity.SetClaim(Claims.AuthenticationTime, session.AuthTime.ToUnixTimeSeconds());
        identity.SetClaim(Claims.AuthenticationContextReference, session.Way);
        identity.SetClaim(Person, session.UserId?.ToString());
        identity.SetClaims(Brands, [.. brands]);
        identity.SetClaim(Grant, grant.ToString());
        identity.SetClaim(RefreshNumber, refreshNumber);
        identity.SetScopes([
            Scopes.OpenId, Scopes.OfflineAccess, .. Hosting.Permissions.ScopesOf(Role.Member)]);
        identity.SetResources(Hosting.Permissions.PublicAudience);
        identity.SetDestinations(static claim => claim.Type switch
        {
            Grant or RefreshNumber => [],
            Session or Claims.AuthenticationTime or Claims.AuthenticationContextReference =>
                [Destinations.AccessToken, Destinations.IdentityToken],
            _ => [Destinations.AccessToken],
        });
        return new ClaimsPrincipal(identity);
    }

    public static Guid? SessionOf(ClaimsPrincipal? principal) => IdOf(principal, Session);

    public static Guid? GrantOf(ClaimsPrincipal? principal) => IdOf(principal, Grant);

    public static long RefreshNumberOf(ClaimsPrincipal principal) =>
        long.TryParse(principal.GetClaim(RefreshNumber), out var number) ? number : -1;

    private static Guid? IdOf(ClaimsPrincipal? principal, string claim) =>
        Guid.TryParse(principal?.GetClaim(claim), out var id) ? id : null;
}

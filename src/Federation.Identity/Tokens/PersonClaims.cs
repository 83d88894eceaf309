using System.Security.Claims;
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
    private const string User = "user";
    private const string AuthorityAcr = "authority_acr";

    /// <summary>What a code carries. Whom the session acts for is read when it is exchanged.</summary>
    public static ClaimsPrincipal OfCode(SignInSession session, Guid grant)
    {
        var identity = New(session, session.Id.ToString(), grant, refreshNumber: 0);
        identity.SetScopes(Scopes.OpenId, Scopes.OfflineAccess);
        return Done(identity);
    }

    /// <summary>What tokens carry.</summary>
    /// <param name="session">The session.</param>
    /// <param name="subject">Whom it acts for.</param>
    /// <param name="grant">The code's id.</param>
    /// <param name="refreshNumber">The number of the refresh token.</param>
    public static ClaimsPrincipal Of(SignInSession session, PersonSubject subject, Guid grant, long refreshNumber)
    {
        var identity = New(session, subject.Principal.Name, grant, refreshNumber);
        identity.SetClaim(Claims.Role, Hosting.Permissions.NameOf(subject.Role));
        identity.SetClaim(Person, session.User?.ToString());
        identity.SetClaim(User, subject.User);
        identity.SetClaim(Claims.Name, subject.Name);
        identity.SetClaims(Brands, [.. subject.Brands]);
        identity.SetScopes([Scopes.OpenId, Scopes.OfflineAccess, .. subject.Scopes]);
        return Done(identity);
    }

    private static ClaimsIdentity New(SignInSession session, string subject, Guid grant, long refreshNumber)
    {
        var identity = new ClaimsIdentity("sign-in", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject);
        identity.SetClaim(Session, session.Id.ToString());
        identity.SetClaim(Claims.AuthenticationTime, session.AuthTime.ToUnixTimeSeconds());
        identity.SetClaim(Claims.AuthenticationContextReference, session.Way);
        identity.SetClaim(AuthorityAcr, (session as StaffSession)?.AuthorityAcr);
        identity.SetClaim(Grant, grant.ToString());
        identity.SetClaim(RefreshNumber, refreshNumber);
        return identity;
    }

    private static ClaimsPrincipal Done(ClaimsIdentity identity)
    {
        identity.SetResources(Hosting.Permissions.PublicAudience);
        identity.SetDestinations(static claim => claim.Type switch
        {
            Grant or RefreshNumber => [],
            Session or Claims.AuthenticationTime or Claims.AuthenticationContextReference or AuthorityAcr =>
                [Destinations.AccessToken, Destinations.IdentityToken],
            // What people are called is for the pages alone.
            Claims.Name => [Destinations.IdentityToken],
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

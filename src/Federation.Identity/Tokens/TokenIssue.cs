using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using OAuthErrors = OpenIddict.Abstractions.OpenIddictConstants.Errors;

namespace Federation.Identity;

/// <summary>Says what an access token carries. OpenIddict has checked the client's secret, and a code or a refresh
/// token, by then.</summary>
internal sealed class TokenIssue(IdentityDb db, PersonTokens people)
    : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        var client = await db.Clients.AsNoTracking()
            .SingleOrDefaultAsync(c => c.ClientId == context.Request.ClientId, context.CancellationToken);
        if (client is null || client.Revoked)
        {
            context.Reject(OAuthErrors.InvalidClient, "The client is unknown or revoked.");
            return;
        }
        if (client.Pending)
        {
            context.Reject(OAuthErrors.InvalidClient, "The client waits for the approval of a second person.");
            return;
        }
        if (!context.Request.IsClientCredentialsGrantType())
        {
            await people.AnswerAsync(context);
            return;
        }
        var allowed = client.ScopeList;
        var requested = context.Request.GetScopes();
        var foreign = requested.Except(allowed, StringComparer.Ordinal).ToList();
        if (foreign.Count > 0)
        {
            context.Reject(OAuthErrors.InvalidScope, $"The client may not ask for {string.Join(' ', foreign)}.");
            return;
        }
        context.SignIn(PrincipalOf(client, requested.Length == 0 ? allowed : requested));
    }

    private static ClaimsPrincipal PrincipalOf(OAuthClient client, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("client_credentials", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, client.Principal);
        identity.SetClaim(Claims.Role, client.Role);
        identity.SetScopes(scopes);
        identity.SetResources(Hosting.Permissions.PublicAudience);
        identity.SetDestinations(static _ => [Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }
}

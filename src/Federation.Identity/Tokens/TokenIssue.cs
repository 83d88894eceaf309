using System.Security.Claims;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using OAuthErrors = OpenIddict.Abstractions.OpenIddictConstants.Errors;

namespace Federation.Identity;

/// <summary>Says what an access token carries. OpenIddict has checked the client's secret, and a code or a refresh
/// token, by then.</summary>
internal sealed class TokenIssue(IdentityDb db, PersonTokens people, TimeProvider time)
    : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    // How far the noted last use may be behind: a client that obtains tokens without a pause is written so rarely.
    private static readonly TimeSpan UseNotedEvery = TimeSpan.FromMinutes(5);

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
        await NoteUseAsync(client, context.CancellationToken);
        context.SignIn(PrincipalOf(client, requested.Length == 0 ? allowed : requested));
    }

    /// <summary>Notes that the client was used, unless that was noted a short time ago. By one statement: it does not
    /// touch what a concurrent rotation or revocation changes.</summary>
    private async Task NoteUseAsync(OAuthClient client, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var before = now - UseNotedEvery;
        if (client.LastUseTime > before)
            return;
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Clients.Where(c => c.Id == client.Id && (c.LastUseTime == null || c.LastUseTime <= before))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.LastUseTime, now), cancel);
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

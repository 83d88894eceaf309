using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Server.OpenIddictServerEvents;
using OAuthErrors = OpenIddict.Abstractions.OpenIddictConstants.Errors;

namespace Federation.Identity;

/// <summary>Exchanges codes and refresh tokens for tokens of the person's session as it is now.</summary>
internal sealed class PersonTokens(
    SignInSessions sessions, ShownBrands brands, IdentityDb db, TokenGrants grants)
{
    public async Task AnswerAsync(HandleTokenRequestContext context)
    {
        var cancel = context.CancellationToken;
        if (PersonClaims.SessionOf(context.Principal) is not { } id
            || PersonClaims.GrantOf(context.Principal) is not { } grant
            || await sessions.FindAsync(id, cancel) is not { } session)
        {
            context.Reject(OAuthErrors.InvalidGrant, "The session has ended; sign in again.");
            return;
        }
        if (await SubjectOfAsync(session, cancel) is not { } subject)
        {
            context.Reject(OAuthErrors.InvalidGrant, "The person may no longer sign in.");
            return;
        }
        var number = await NumberAsync(context, grant, session, cancel);
        if (number is null)
        {
            context.Reject(
                OAuthErrors.InvalidGrant, "The code or refresh token was used before, so the session was ended.");
            return;
        }
        context.SignIn(PersonClaims.Of(session, subject, grant, number.Value));
    }

    /// <summary>Whom the session acts for now; null where that is nobody.</summary>
    private async Task<PersonSubject?> SubjectOfAsync(SignInSession session, CancellationToken cancel)
    {
        if (session is MemberSession member)
            return PersonSubject.Of(member, await brands.OfAsync(member, cancel));
        var user = await db.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Id == session.User, cancel);
        return user is { MaySignIn: true } ? PersonSubject.Of(user) : null;
    }

    private async Task<long?> NumberAsync(
        HandleTokenRequestContext context, Guid grant, SignInSession session, CancellationToken cancel)
    {
        if (context.Request.IsRefreshTokenGrantType())
            return await grants.RefreshAsync(
                grant, PersonClaims.RefreshNumberOf(context.Principal!), session, cancel);
        return await grants.UseCodeAsync(grant, session, cancel) ? 0 : null;
    }
}

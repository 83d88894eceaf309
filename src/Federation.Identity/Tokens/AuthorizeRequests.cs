using Federation.Hosting;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using OAuthErrors = OpenIddict.Abstractions.OpenIddictConstants.Errors;

namespace Federation.Identity;

/// <summary>Gives a code to a person who is signed in; sends anybody else to the sign-in page, and staff that has to
/// confirm it to the page for that, from which they come back here. OpenIddict has checked the client, its address and
/// its PKCE challenge by then.</summary>
internal sealed class AuthorizeRequests(SignInSessions sessions, TimeProvider time)
    : IOpenIddictServerHandler<HandleAuthorizationRequestContext>
{
    public async ValueTask HandleAsync(HandleAuthorizationRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var session = await sessions.FindAsync(SessionCookie.Read(http), context.CancellationToken);
        if (session is not null && IsFresh(session, context.Request))
        {
            // What tokens say of the session is read when the code is exchanged: the code has to name it, no more.
            context.SignIn(PersonClaims.OfCode(session, Guid.CreateVersion7()));
            return;
        }
        if (context.Request.HasPromptValue(OpenIddictConstants.PromptValues.None))
        {
            context.Reject(OAuthErrors.LoginRequired, "Nobody is signed in, or not recently enough.");
            return;
        }
        var back = BackOf(http.Request);
        http.Response.Redirect(
            session is StaffSession ? SignInPaths.ToConfirm(back) : SignInPaths.ToSignIn(back));
        context.HandleRequest();
    }

    /// <summary>Whether the person need not sign in again: <c>max_age</c> asks for a recent confirmation before what is
    /// grave.</summary>
    private bool IsFresh(SignInSession session, OpenIddictRequest request) =>
        !request.HasPromptValue(OpenIddictConstants.PromptValues.Login)
        && (request.MaxAge is not { } most || time.UtcNow() - session.AuthTime <= TimeSpan.FromSeconds(most));

    /// <summary>The same request without the wish to sign in, which is fulfilled when it comes back.</summary>
    private static string BackOf(HttpRequest request) => QueryHelpers.AddQueryString(
        request.Path, request.Query.Where(p => p.Key != OpenIddictConstants.Parameters.Prompt)
            .Select(p => KeyValuePair.Create(p.Key, (string?)p.Value.ToString())));
}

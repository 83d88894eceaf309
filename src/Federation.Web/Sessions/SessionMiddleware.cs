using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Federation.Web;

/// <summary>Finds out who is signed in, where that matters: for pages that need somebody, to whose sign-in it leads,
/// and for forms, whose token is the session's.</summary>
internal sealed class SessionMiddleware(RequestDelegate next, SessionStore sessions, SessionCookie cookie)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var needs = context.GetEndpoint()?.Metadata.GetMetadata<SignedInAttribute>();
        var matters = needs is not null || HttpMethods.IsPost(context.Request.Method);
        if (matters && cookie.Read(context.Request) is { } hash)
        {
            if (await sessions.FindAsync(hash, context.RequestAborted) is { } found)
                Enter(context, found);
            else
                cookie.Delete(context.Response);
        }
        var visitor = Visitor.Of(context);
        if (needs is null || (visitor is not null && needs.Kinds.Contains(visitor.Kind)))
            await next(context);
        else if (visitor is not null && context.Request.Path == "/")
            // The wallet's first page is where a browser begins; for others it begins elsewhere.
            context.Response.Redirect(Rails.HomeOf(visitor.Kind));
        else if (visitor is not null)
            // Whoever may not see a page does not learn that it is there.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        else
            context.Response.Redirect(SignInPages.PathTo(context.Request));
    }

    private static void Enter(HttpContext context, Visitor visitor)
    {
        visitor.Enter(context);
        // Forms are for this session alone: the antiforgery token names it.
        context.User = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim("sub", Convert.ToHexString(visitor.Hash))], "session"));
    }
}

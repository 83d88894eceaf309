using System.Globalization;
using Federation.Design;
using Federation.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Federation.Web;

/// <summary>
/// The way to the issuer and back: OAuth 2 code with PKCE, state and nonce (RFC 9700). It starts by a link, since the
/// pages' policy forbids a form to be redirected to another site.
/// </summary>
internal static class SignInPages
{
    public const string Path = "/signin";
    public const string CallbackPath = "/signin/callback";
    public const string FailedPath = "/signin/failed";
    public const string SignOutPath = "/signout";
    public const string SignedOutPath = "/signed-out";

    /// <summary>How new a sign-in must be that is asked for because of what is about to be done, in seconds.</summary>
    private const int FreshSeconds = 300;

    private const string TryCookie = "signin";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>The sign-in that comes back to the page that was asked for.</summary>
    public static string PathTo(HttpRequest request) =>
        $"{Path}?return={Uri.EscapeDataString(HttpMethods.IsGet(request.Method)
            ? request.Path + request.QueryString : request.Path)}";

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, StartAsync);
        app.MapGet(CallbackPath, EndAsync);
        app.MapPost(SignOutPath, SignOutAsync);
    }

    private static async Task<IResult> StartAsync(
        HttpContext context, Authority authority, WebOptions options, SessionCookie cookie, TokenSeal seal,
        SignInLog log, TimeProvider time, string? @return, bool fresh = false)
    {
        NoStore(context);
        var attempt = new SignInTry(
            OpenIdAttempt.New(), Looks.IsLocal(@return) ? @return! : "/", time.UtcNow() + Patience, fresh);
        try
        {
            var address = await authority.Provider.AddressAsync(
                attempt.Attempt, RedirectOf(options), options.Scope, new Dictionary<string, string?>
                {
                    ["ui_locales"] = Looks.Of(context).Language.TagOf(),
                    ["max_age"] = fresh ? FreshSeconds.ToString(CultureInfo.InvariantCulture) : null,
                }, context.RequestAborted);
            context.Response.Cookies.Append(cookie.NameOf(TryCookie), seal.Seal(attempt), cookie.Options(Patience));
            return Results.Redirect(address);
        }
        catch (AuthorityAwayException e)
        {
            log.Away(e);
            return Failed("away", attempt.Return);
        }
    }

    private static async Task<IResult> EndAsync(
        HttpContext context, Authority authority, WebOptions options, SessionCookie cookie, TokenSeal seal,
        SessionStore sessions, SignInLog log, TimeProvider time, string? code, string? state, string? iss,
        string? error)
    {
        NoStore(context);
        var name = cookie.NameOf(TryCookie);
        var attempt = seal.OpenTry(context.Request.Cookies[name]);
        context.Response.Cookies.Delete(name, cookie.Options(null));
        if (attempt is null || time.UtcNow() >= attempt.ExpireTime || !attempt.Attempt.IsOf(state))
            return Failed("late", "/");
        try
        {
            await authority.Provider.RequireItselfAsync(iss, context.RequestAborted);
            if (error is not null || code is null)
                return Failed("refused", attempt.Return);
            var tokens = await authority.ExchangeAsync(
                attempt.Attempt, code, RedirectOf(options), context.RequestAborted);
            var person = Person.Of(
                await authority.IdentityAsync(tokens.Id, attempt.Attempt.Nonce, context.RequestAborted),
                tokens.Access);
            if (attempt.Fresh && !person.IsFresh(time.UtcNow(), TimeSpan.FromSeconds(FreshSeconds)))
                throw new SignInRefusedException("The person did not prove anew who they are.");
            // The secret of before the sign-in is worth nothing after it.
            if (cookie.Read(context.Request) is { } before)
                await sessions.EndAsync(before, context.RequestAborted);
            var secret = await sessions.BeginAsync(
                person.Kind, person.Subject, person.Name, tokens, context.RequestAborted);
            cookie.Write(context.Response, secret, SessionLife.Of(person.Kind));
            return Results.LocalRedirect(attempt.Return);
        }
        catch (AuthorityAwayException e)
        {
            log.Away(e);
            return Failed("away", attempt.Return);
        }
        catch (SignInRefusedException e)
        {
            log.Refused(e);
            return Failed("refused", attempt.Return);
        }
    }

    private static async Task<IResult> SignOutAsync(
        HttpContext context, IAntiforgery antiforgery, Authority authority, SessionCookie cookie, SessionStore sessions)
    {
        NoStore(context);
        if (!await antiforgery.IsRequestValidAsync(context))
            return Results.BadRequest();
        if (cookie.Read(context.Request) is { } hash
            && await sessions.EndAsync(hash, CancellationToken.None) is { } tokens)
            await authority.RevokeAsync(tokens, CancellationToken.None);
        cookie.Delete(context.Response);
        // "Back" shows nothing of before.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Results.LocalRedirect(SignedOutPath);
    }

    private static IResult Failed(string why, string back) =>
        Results.LocalRedirect($"{FailedPath}?why={why}&return={Uri.EscapeDataString(back)}");

    private static string RedirectOf(WebOptions options) => new Uri(options.PublicAddress!, CallbackPath).ToString();

    private static void NoStore(HttpContext context) => context.Response.Headers.CacheControl = "no-store";
}

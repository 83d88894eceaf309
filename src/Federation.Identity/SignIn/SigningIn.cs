using Federation.Design;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Federation.Identity;

/// <summary>Signing in by passkey, one-time code or a brand's link, and signing out.</summary>
internal static class SigningIn
{
    public static void MapSigningIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(SignInPaths.SignIn, (HttpContext context, string? return_to) => Start(context, return_to));
        app.MapPost(SignInPaths.Code, SendCodeAsync);
        app.MapGet(SignInPaths.Code, ShowCodeAsync);
        app.MapPost(SignInPaths.TryCode, TryCodeAsync);
        app.MapPost(SignInPaths.PasskeyOptions, async (HttpContext context, Passkeys passkeys) =>
            Results.Content(await passkeys.OptionsToSignInAsync(context), "application/json"));
        app.MapPost(SignInPaths.Passkey, UsePasskeyAsync);
        app.MapGet(SignInPaths.Link + "/{code}", ShowLinkAsync);
        app.MapPost(SignInPaths.Link + "/{code}", UseLinkAsync);
        app.MapGet(SignInPaths.Out, (HttpContext context) => SignInPages.Page<SignOutPage>(context));
        app.MapPost(SignInPaths.Out, SignOutAsync);
    }

    private static RazorComponentResult<StartPage> Start(
        HttpContext context, string? back, SignInProblem? problem = null, string? typed = null) =>
        SignInPages.Page<StartPage>(context, new()
        {
            ["ReturnTo"] = SignInPaths.Onward(back),
            ["Problem"] = problem,
            ["Typed"] = typed,
        });

    private static async Task<IResult> SendCodeAsync(
        HttpContext context, SignInCodes codes, [FromForm] string? address,
        [FromForm] string? return_to)
    {
        if (!ContactAddress.TryRead(address, out var read))
            return Start(context, return_to, SignInProblem.AddressUnreadable, address);
        var flow = await codes.SendAsync(
            read.Value, OriginOf(context), adding: null, Looks.Of(context).Language.TagOf(), context.RequestAborted);
        if (flow is null)
            return Start(context, return_to, SignInProblem.TooManyCodes, address);
        SessionCookie.WriteFlow(context, flow);
        return SignInPages.SeeOther(context, SignInPaths.With(SignInPaths.Code, SignInPaths.Onward(return_to)));
    }

    private static async Task<IResult> ShowCodeAsync(
        HttpContext context, SignInCodes codes, string? return_to) =>
        SessionCookie.ReadFlow(context) is { } flow && await codes.FindAsync(flow, context.RequestAborted) is { } code
            ? CodeForm(context, code, return_to)
            : Start(context, return_to, SignInProblem.CodeGone);

    private static async Task<IResult> TryCodeAsync(
        HttpContext context, SignInCodes codes, CodeUse use, [FromForm] string? code,
        [FromForm] string? return_to)
    {
        var cancel = context.RequestAborted;
        if (SessionCookie.ReadFlow(context) is not { } flow || await codes.FindAsync(flow, cancel) is not { } asked)
            return Start(context, return_to, SignInProblem.CodeGone);
        if (await codes.TryAsync(flow, code ?? "", cancel))
            return await use.UseAsync(context, asked, cancel) switch
            {
                CodeOutcome.SignedIn => Onward(context, return_to),
                CodeOutcome.Added => Onward(context, SignInPaths.Security),
                CodeOutcome.AnothersAddress => CodeForm(context, asked, return_to, SignInProblem.AnothersAddress),
                _ => CodeForm(context, asked, return_to, SignInProblem.CodeWrong),
            };
        return await codes.FindAsync(flow, cancel) is { } left
            ? CodeForm(context, left, return_to, SignInProblem.CodeWrong)
            : Start(context, return_to, SignInProblem.CodeGone);
    }

    private static RazorComponentResult<CodePage> CodeForm(
        HttpContext context, SignInCode code, string? back, SignInProblem? problem = null) =>
        SignInPages.Page<CodePage>(context, new()
        {
            ["ReturnTo"] = SignInPaths.Onward(back),
            ["Address"] = ContactAddress.Kept(code.Address).Shown,
            ["TriesLeft"] = SignInCodes.MostTries - code.Tries,
            ["Problem"] = problem,
        });

    private static async Task<IResult> UsePasskeyAsync(
        HttpContext context, Passkeys passkeys, SignInSessions sessions,
        [FromForm] string? credential, [FromForm] string? return_to)
    {
        if (await passkeys.SignInAsync(context, credential ?? "") is not { } user)
            return Start(context, return_to, SignInProblem.PasskeyNotTaken);
        await SignedInAsync(context, sessions, user, SignInWay.Passkey);
        return Onward(context, return_to);
    }

    private static async Task<IResult> ShowLinkAsync(HttpContext context, SignInLinks links, string code) =>
        await links.FindAsync(code, context.RequestAborted) is { } link
            ? SignInPages.Page<LinkPage>(context, new() { ["Code"] = code, ["PartnerId"] = link.PartnerId })
            : Start(context, null, SignInProblem.LinkGone);

    private static async Task<IResult> UseLinkAsync(
        HttpContext context, SignInLinks links, SignInSessions sessions, Users users,
        SignInAddress address, string code)
    {
        var cancel = context.RequestAborted;
        if (await links.UseAsync(code, cancel) is not { } link)
            return Start(context, null, SignInProblem.LinkGone);
        if (await sessions.FindAsync(SessionCookie.Read(context), cancel) is MemberSession session
            && session.MemberId == link.MemberId)
            await users.AddBrandAsync(session, link.PartnerId, cancel);
        else
            SessionCookie.Write(context, await sessions.BeginAsync(link, AgentOf(context), cancel));
        // The pages ask for the person's tokens anew, so that they see the brand.
        return SignInPages.SeeOther(
            context, address.FormTargets is [var pages, ..] ? pages + SignInPaths.SignIn : SignInPaths.Security);
    }

    private static async Task<IResult> SignOutAsync(
        HttpContext context, SignInSessions sessions)
    {
        if (await sessions.FindAsync(SessionCookie.Read(context), context.RequestAborted) is { } session)
            await sessions.EndAsync(session.Id, context.RequestAborted);
        SessionCookie.Clear(context);
        return SignInPages.SeeOther(context, SignInPaths.SignIn);
    }

    /// <summary>The user has signed in: the browser's session goes on if it is the user's, and a new one begins
    /// otherwise. Either has a cookie that nobody knew before.</summary>
    public static async Task SignedInAsync(
        HttpContext context, SignInSessions sessions, User user, string way, OutsideProof? outside = null)
    {
        var cancel = context.RequestAborted;
        var known = await sessions.FindAsync(SessionCookie.Read(context), cancel);
        if (known?.User == user.Id)
        {
            SessionCookie.Write(context, await sessions.ConfirmAsync(known, way, outside, cancel));
            return;
        }
        if (known is not null)
            await sessions.EndAsync(known.Id, cancel);
        SessionCookie.Write(context, await sessions.BeginAsync(user, way, AgentOf(context), outside, cancel));
    }

    /// <summary>Where a request comes from, as the gateway has seen it.</summary>
    public static string OriginOf(HttpContext context)
    {
        var forwarded = context.Request.Headers["X-Forwarded-For"].ToString().Split(',')[0].Trim();
        return System.Net.IPAddress.TryParse(forwarded, out var read)
            ? read.ToString() : context.Connection.RemoteIpAddress?.ToString() ?? "";
    }

    private static IResult Onward(HttpContext context, string? back)
    {
        SessionCookie.ClearFlow(context);
        return SignInPages.SeeOther(context, SignInPaths.Onward(back));
    }

    private static string AgentOf(HttpContext context) => context.Request.Headers.UserAgent.ToString();
}

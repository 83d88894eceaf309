using Federation.Design;
using Federation.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Federation.Identity;

/// <summary>A person's ways in and sessions: shown, added, removed, ended.</summary>
internal static class Security
{
    /// <summary>How recently a user must have signed in to change its ways in: a browser that was left open must not
    /// be enough.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    public static void MapSecurity(this IEndpointRouteBuilder app)
    {
        app.MapGet(SignInPaths.Security, (HttpContext context, SecurityView view) => ShowAsync(context, view));
        app.MapPost(SignInPaths.AddContact, AddContactAsync);
        app.MapPost(SignInPaths.RemoveContact, RemoveContactAsync);
        app.MapPost(SignInPaths.NewPasskeyOptions, PasskeyOptionsAsync);
        app.MapPost(SignInPaths.AddPasskey, AddPasskeyAsync);
        app.MapPost(SignInPaths.RemovePasskey, RemovePasskeyAsync);
        app.MapPost(SignInPaths.EndSession, EndSessionAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, SecurityView view, SignInProblem? problem = null, string? typed = null) =>
        await view.ReadAsync(context) is { } shown
            ? SignInPages.Page<SecurityPage>(context, new()
            {
                ["View"] = shown,
                ["Problem"] = problem,
                ["Typed"] = typed,
            })
            : AskToSignIn(context);

    private static async Task<IResult> AddContactAsync(
        HttpContext context, SignInCodes codes, SecurityView view, TimeProvider time,
        [FromForm] string? address)
    {
        if (await FreshAsync(context, view, time) is not MemberSession session)
            return AskToSignIn(context);
        if (!ContactAddress.TryRead(address, out var read))
            return await ShowAsync(context, view, SignInProblem.AddressUnreadable, address);
        var flow = await codes.SendAsync(
            read.Value, SigningIn.OriginOf(context), session, Looks.Of(context).Language.TagOf(),
            context.RequestAborted);
        if (flow is null)
            return await ShowAsync(context, view, SignInProblem.TooManyCodes, address);
        SessionCookie.WriteFlow(context, flow);
        return SignInPages.SeeOther(context, SignInPaths.With(SignInPaths.Code, SignInPaths.Security));
    }

    private static async Task<IResult> RemoveContactAsync(
        HttpContext context, Users users, SecurityView view, TimeProvider time, [FromForm] string? address)
    {
        if (await FreshAsync(context, view, time) is not { User: { } user })
            return AskToSignIn(context);
        return await users.RemoveAsync(user, ContactAddress.Kept(address ?? ""), context.RequestAborted)
            ? SignInPages.SeeOther(context, SignInPaths.Security)
            : await ShowAsync(context, view, SignInProblem.LastWayIn);
    }

    private static async Task<IResult> PasskeyOptionsAsync(
        HttpContext context, Passkeys passkeys, SecurityView view, TimeProvider time) =>
        await FreshAsync(context, view, time) is { } session
            ? Results.Content(await passkeys.OptionsToAddAsync(context, session), "application/json")
            : Results.StatusCode(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> AddPasskeyAsync(
        HttpContext context, Passkeys passkeys, SignInSessions sessions, SecurityView view,
        TimeProvider time, [FromForm] string? credential)
    {
        if (await FreshAsync(context, view, time) is not { } session)
            return AskToSignIn(context);
        if (!await passkeys.AddAsync(context, session, credential ?? ""))
            return await ShowAsync(context, view, SignInProblem.PasskeyNotTaken);
        SessionCookie.Write(context, await sessions.ConfirmAsync(session, SignInWay.Passkey, context.RequestAborted));
        return SignInPages.SeeOther(context, SignInPaths.Security);
    }

    private static async Task<IResult> RemovePasskeyAsync(
        HttpContext context, Users users, SecurityView view, TimeProvider time, [FromForm] string? passkey)
    {
        if (await FreshAsync(context, view, time) is not { User: { } user })
            return AskToSignIn(context);
        return await users.RemovePasskeyAsync(user, SecurityView.ReadHash(passkey), context.RequestAborted)
            ? SignInPages.SeeOther(context, SignInPaths.Security)
            : await ShowAsync(context, view, SignInProblem.LastWayIn);
    }

    /// <summary>Ends one of the user's sessions, also from a browser that signed in long ago.</summary>
    private static async Task<IResult> EndSessionAsync(
        HttpContext context, SignInSessions sessions, SessionEnds ends, SecurityView view,
        [FromForm] Guid session)
    {
        if (await view.SessionAsync(context) is not { } own)
            return AskToSignIn(context);
        var ended = session == own.Id || (own.User is { } user
            && (await sessions.ListAsync(user, context.RequestAborted)).Exists(s => s.Id == session));
        if (ended)
            await ends.EndAsync(session, context.RequestAborted);
        if (session == own.Id)
            SessionCookie.Clear(context);
        return SignInPages.SeeOther(context, SignInPaths.Security);
    }

    /// <summary>The way to the sign-in page, from which the person comes back here.</summary>
    private static IResult AskToSignIn(HttpContext context) =>
        SignInPages.SeeOther(context, SignInPaths.ToSignIn(SignInPaths.Security));

    /// <summary>The session, if it may change ways in. A brand's link lives for a minute and is as fresh as
    /// that.</summary>
    private static async Task<SignInSession?> FreshAsync(HttpContext context, SecurityView view, TimeProvider time) =>
        await view.SessionAsync(context) is { } session && time.UtcNow() - session.AuthTime <= Fresh ? session : null;
}

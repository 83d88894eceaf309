using Federation.Design;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Federation.Identity;

/// <summary>A person's ways in and sessions: shown, added, removed, ended.</summary>
internal static class Security
{
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

    public static async Task<IResult> ShowAsync(
        HttpContext context, SecurityView view, SignInProblem? problem = null, string? typed = null) =>
        await view.ReadStaffAsync(context) is { } staff
            ? SignInPages.Page<StaffSecurityPage>(context, new() { ["View"] = staff, ["Problem"] = problem })
            : await view.ReadAsync(context) is { } shown
                ? SignInPages.Page<SecurityPage>(context, new()
                {
                    ["View"] = shown,
                    ["Problem"] = problem,
                    ["Typed"] = typed,
                })
                : AskToSignIn(context);

    private static async Task<IResult> AddContactAsync(
        HttpContext context, SignInCodes codes, SecurityView view, [FromForm] string? address)
    {
        if (await view.FreshAsync(context) is not MemberSession session)
            return await AskAsync(context, view);
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
        HttpContext context, Users users, SecurityView view, [FromForm] string? address)
    {
        if (await view.FreshAsync(context) is not { User: { } user })
            return await AskAsync(context, view);
        return await users.RemoveAsync(user, ContactAddress.Kept(address ?? ""), context.RequestAborted)
            ? SignInPages.SeeOther(context, SignInPaths.Security)
            : await ShowAsync(context, view, SignInProblem.LastWayIn);
    }

    private static async Task<IResult> PasskeyOptionsAsync(
        HttpContext context, Passkeys passkeys, SecurityView view) =>
        await view.FreshAsync(context) is { } session
            ? Results.Content(await passkeys.OptionsToAddAsync(context, session), "application/json")
            : Results.StatusCode(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> AddPasskeyAsync(
        HttpContext context, Passkeys passkeys, SignInSessions sessions, SecurityView view,
        [FromForm] string? credential)
    {
        if (await view.FreshAsync(context) is not { } session)
            return await AskAsync(context, view);
        if (!await passkeys.AddAsync(context, session, credential ?? ""))
            return await ShowAsync(context, view, SignInProblem.PasskeyNotTaken);
        SessionCookie.Write(context, await sessions.ConfirmAsync(session, SignInWay.Passkey, context.RequestAborted));
        return SignInPages.SeeOther(context, SignInPaths.Security);
    }

    private static async Task<IResult> RemovePasskeyAsync(
        HttpContext context, Users users, SecurityView view, [FromForm] string? passkey)
    {
        if (await view.FreshAsync(context) is not { User: { } user })
            return await AskAsync(context, view);
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

    /// <summary>The way to the page on which the person shows who it is, and from which it comes back here. Staff that
    /// is signed in confirms it; anybody else signs in.</summary>
    private static async Task<IResult> AskAsync(HttpContext context, SecurityView view) => SignInPages.SeeOther(
        context, await view.SessionAsync(context) is StaffSession
            ? SignInPaths.ToConfirm(SignInPaths.Security) : SignInPaths.ToSignIn(SignInPaths.Security));

    private static IResult AskToSignIn(HttpContext context) =>
        SignInPages.SeeOther(context, SignInPaths.ToSignIn(SignInPaths.Security));
}

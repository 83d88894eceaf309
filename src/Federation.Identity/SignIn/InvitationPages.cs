using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Identity;

/// <summary>An invitation: a GET shows it, since mail scanners open links, and the form with a first way in uses
/// it.</summary>
internal static class InvitationPages
{
    private const string Passkey = "/passkey";
    private const string PasskeyOptions = Passkey + "/options";
    private const string Password = "/password";
    private const string Authority = "/authority";

    public static void MapInvitations(this IEndpointRouteBuilder app)
    {
        var one = app.MapGroup(SignInPaths.Invitation + "/{secret}");
        one.MapGet("", (HttpContext context, Invitations invitations, string secret) =>
            ShowAsync(context, invitations, secret));
        one.MapPost(PasskeyOptions, PasskeyOptionsAsync);
        one.MapPost(Passkey, UsePasskeyAsync);
        one.MapGet(Password, ShowPasswordAsync);
        one.MapPost(Password, UsePasswordAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext context, Invitations invitations, string secret, SignInProblem? problem = null) =>
        await invitations.FindAsync(secret, context.RequestAborted) is { } user
            ? SignInPages.Page<InvitationPage>(context, new()
            {
                ["User"] = user,
                ["PasskeyOptions"] = To(secret, PasskeyOptions),
                ["Passkey"] = To(secret, Passkey),
                ["Password"] = To(secret, Password),
                ["Authority"] = To(secret, Authority),
                ["AuthorityName"] = context.RequestServices.GetRequiredService<StaffAuthority>().Name,
                ["Problem"] = problem,
            })
            : Gone(context);

    private static async Task<IResult> PasskeyOptionsAsync(
        HttpContext context, Invitations invitations, Passkeys passkeys, string secret) =>
        await invitations.FindAsync(secret, context.RequestAborted) is { } user
            ? Results.Content(await passkeys.OptionsToEnrolAsync(context, user), "application/json")
            : Results.StatusCode(StatusCodes.Status404NotFound);

    private static async Task<IResult> UsePasskeyAsync(
        HttpContext context, Invitations invitations, Passkeys passkeys, SignInSessions sessions, string secret,
        [FromForm] string? credential)
    {
        var cancel = context.RequestAborted;
        if (await invitations.FindAsync(secret, cancel) is not { } invited)
            return Gone(context);
        if (await passkeys.MadeAsync(context, invited.Id, credential ?? "") is not { } passkey)
            return await ShowAsync(context, invitations, secret, SignInProblem.PasskeyNotTaken);
        var user = await invitations.UseAsync(
            secret, async active => await passkeys.AddAsync(active, passkey, cancel), cancel);
        if (user is null)
            return Gone(context);
        await SigningIn.SignedInAsync(context, sessions, user, SignInWay.Passkey);
        return SignInPages.SeeOther(context, SignInPaths.Security);
    }

    private static async Task<IResult> ShowPasswordAsync(
        HttpContext context, Invitations invitations, StaffSetUp setUp, string secret) =>
        await invitations.FindAsync(secret, context.RequestAborted) is { } user
            ? StaffSecurity.Form(context, setUp.NewKey(user), To(secret, Password), withPassword: true, problem: null)
            : Gone(context);

    private static async Task<IResult> UsePasswordAsync(
        HttpContext context, Invitations invitations, StaffSetUp setUp, StaffSigning signing, string secret,
        [FromForm] string? password, [FromForm] string? key, [FromForm] string? code)
    {
        var cancel = context.RequestAborted;
        if (await invitations.FindAsync(secret, cancel) is not { } invited)
            return Gone(context);
        var typed = PasswordAndApp.Of(password, key, code);
        var (ways, problem) = setUp.Read(invited, typed);
        if (ways is null)
            return StaffSecurity.Form(
                context, setUp.KeyAgain(invited, typed.Key), To(secret, Password), withPassword: true, problem);
        IReadOnlyList<string> codes = [];
        var user = await invitations.UseAsync(secret, async active =>
        {
            await setUp.SetAsync(active, ways, cancel);
            codes = await setUp.NewRecoveryAsync(active, cancel);
        }, cancel);
        if (user is null)
            return Gone(context);
        await signing.SignedInAsync(context, user, SignInWay.PasswordTotp);
        return StaffSecurity.Recovery(context, codes, SignInPaths.Security);
    }

    private static RazorComponentResult<StaffPage> Gone(HttpContext context) =>
        SigningStaffIn.Start(context, null, SignInProblem.InvitationGone);

    private static string To(string secret, string path) =>
        $"{SignInPaths.Invitation}/{Uri.EscapeDataString(secret)}{path}";
}

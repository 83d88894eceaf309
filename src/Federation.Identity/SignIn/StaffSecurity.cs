using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Federation.Identity;

/// <summary>Passwords, apps and recovery codes of staff: set up, changed, removed. Whoever changes one is signed out
/// everywhere else: it is what people do when they fear that somebody else knows it.</summary>
internal static class StaffSecurity
{
    public static void MapStaffSecurity(this IEndpointRouteBuilder app)
    {
        app.MapGet(SignInPaths.Password, ShowPasswordAsync);
        app.MapPost(SignInPaths.Password, SetPasswordAsync);
        app.MapPost(SignInPaths.RemovePassword, RemovePasswordAsync);
        app.MapGet(SignInPaths.App, ShowAppAsync);
        app.MapPost(SignInPaths.App, SetAppAsync);
        app.MapPost(SignInPaths.NewRecovery, NewRecoveryAsync);
        app.MapPost(SignInPaths.RemoveExternalName, RemoveExternalNameAsync);
    }

    private static async Task<IResult> ShowPasswordAsync(
        HttpContext context, StaffSecurityView view, Passwords passwords, StaffSetUp setUp)
    {
        if (await view.FreshAsync(context) is not var (_, user))
            return await AskAsync(context, view, SignInPaths.Security);
        return await passwords.HasOneAsync(user.Id, context.RequestAborted)
            ? PasswordForm(context, null) : Form(context, setUp.NewKey(user), SignInPaths.Password, true, null);
    }

    private static async Task<IResult> SetPasswordAsync(
        HttpContext context, StaffSecurityView view, Passwords passwords, StaffSetUp setUp, OtherSessions others,
        [FromForm] string? password, [FromForm] string? key, [FromForm] string? code)
    {
        var cancel = context.RequestAborted;
        if (await view.FreshAsync(context) is not var (session, user))
            return await AskAsync(context, view, SignInPaths.Security);
        var typed = PasswordAndApp.Of(password, key, code);
        if (!await passwords.HasOneAsync(user.Id, cancel))
            return await SetBothAsync(context, user, typed, setUp);
        if (StaffSetUp.ProblemOf(user, typed.Password) is { } problem)
            return PasswordForm(context, problem);
        await setUp.ChangePasswordAsync(user, typed.Password, cancel);
        await others.EndAsync(session, cancel);
        return SignInPages.SeeOther(context, SignInPaths.Security);
    }

    private static async Task<IResult> SetBothAsync(
        HttpContext context, StaffUser user, PasswordAndApp typed, StaffSetUp setUp)
    {
        var (ways, problem) = setUp.Read(user, typed);
        if (ways is null)
            return Form(context, setUp.KeyAgain(user, typed.Key), SignInPaths.Password, true, problem);
        IReadOnlyList<string> codes = [];
        await setUp.ChangeAsync(user, async () =>
        {
            await setUp.SetAsync(user, ways, context.RequestAborted);
            codes = await setUp.NewRecoveryAsync(user, context.RequestAborted);
        }, context.RequestAborted);
        return Recovery(context, codes, SignInPaths.Security);
    }

    private static async Task<IResult> RemovePasswordAsync(
        HttpContext context, StaffSecurityView view, SecurityView security, Users users)
    {
        if (await view.FreshAsync(context) is not var (_, user))
            return await AskAsync(context, view, SignInPaths.Security);
        return await users.RemovePasswordAsync(user.Id, context.RequestAborted)
            ? SignInPages.SeeOther(context, SignInPaths.Security)
            : await Security.ShowAsync(context, security, SignInProblem.LastWayIn);
    }

    private static async Task<IResult> RemoveExternalNameAsync(
        HttpContext context, StaffSecurityView view, SecurityView security, Users users, [FromForm] string? name)
    {
        if (await view.FreshAsync(context) is not var (_, user))
            return await AskAsync(context, view, SignInPaths.Security);
        return await users.RemoveExternalNameAsync(user.Id, SecurityView.ReadHash(name), context.RequestAborted)
            ? SignInPages.SeeOther(context, SignInPaths.Security)
            : await Security.ShowAsync(context, security, SignInProblem.LastWayIn);
    }

    private static async Task<IResult> ShowAppAsync(
        HttpContext context, StaffSecurityView view, Passwords passwords, StaffSetUp setUp)
    {
        if (await view.FreshAsync(context) is not var (_, user))
            return await AskAsync(context, view, SignInPaths.Security);
        return await passwords.HasOneAsync(user.Id, context.RequestAborted)
            ? Form(context, setUp.NewKey(user), SignInPaths.App, false, null)
            : SignInPages.SeeOther(context, SignInPaths.Password);
    }

    private static async Task<IResult> SetAppAsync(
        HttpContext context, StaffSecurityView view, Passwords passwords, StaffSetUp setUp, OtherSessions others,
        [FromForm] string? key, [FromForm] string? code)
    {
        var cancel = context.RequestAborted;
        if (await view.FreshAsync(context) is not var (session, user))
            return await AskAsync(context, view, SignInPaths.Security);
        if (!await passwords.HasOneAsync(user.Id, cancel))
            return SignInPages.SeeOther(context, SignInPaths.Password);
        var typed = PasswordAndApp.Of(null, key, code);
        var (ways, problem) = setUp.ReadApp(user, typed);
        if (ways is null)
            return Form(context, setUp.KeyAgain(user, typed.Key), SignInPaths.App, false, problem);
        await setUp.ChangeAsync(user, () => setUp.SetAsync(user, ways, cancel), cancel);
        await others.EndAsync(session, cancel);
        return SignInPages.SeeOther(context, SignInPaths.Security);
    }

    private static async Task<IResult> NewRecoveryAsync(
        HttpContext context, StaffSecurityView view, Passwords passwords, StaffSetUp setUp)
    {
        var cancel = context.RequestAborted;
        if (await view.FreshAsync(context) is not var (_, user))
            return await AskAsync(context, view, SignInPaths.Security);
        if (!await passwords.HasOneAsync(user.Id, cancel))
            return SignInPages.SeeOther(context, SignInPaths.Password);
        IReadOnlyList<string> codes = [];
        await setUp.ChangeAsync(user, async () => codes = await setUp.NewRecoveryAsync(user, cancel), cancel);
        return Recovery(context, codes, SignInPaths.Security);
    }

    /// <summary>The page with a new key, and with a password to be chosen where there is none.</summary>
    public static IResult Form(
        HttpContext context, ShownAppKey key, string action, bool withPassword, SignInProblem? problem) =>
        SignInPages.Page<SetUpPage>(context, new()
        {
            ["Key"] = key,
            ["Action"] = action,
            ["WithPassword"] = withPassword,
            ["Problem"] = problem,
        });

    /// <summary>The page that shows recovery codes, this once.</summary>
    public static IResult Recovery(HttpContext context, IReadOnlyList<string> codes, string onward) =>
        SignInPages.Page<RecoveryCodesPage>(context, new() { ["Codes"] = codes, ["Onward"] = onward });

    private static RazorComponentResult<PasswordPage> PasswordForm(HttpContext context, SignInProblem? problem) =>
        SignInPages.Page<PasswordPage>(context, new() { ["Problem"] = problem });

    /// <summary>Staff that is signed in confirms it; anybody else signs in.</summary>
    private static async Task<IResult> AskAsync(HttpContext context, StaffSecurityView view, string back) =>
        SignInPages.SeeOther(context, await view.StaffAsync(context) is not null
            ? SignInPaths.ToConfirm(back) : SignInPaths.ToSignIn(back));
}

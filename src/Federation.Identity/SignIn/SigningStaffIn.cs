using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Identity;

/// <summary>Signing staff in by password and app or recovery code, and letting those who are signed in confirm
/// it.</summary>
internal static class SigningStaffIn
{
    public static void MapSigningStaffIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(SignInPaths.Staff, (HttpContext context, string? return_to) => Start(context, return_to));
        app.MapPost(SignInPaths.Staff, TryPasswordAsync);
        app.MapGet(SignInPaths.SecondStep, (HttpContext context, StaffSigning signing, string? return_to) =>
            ShowSecondAsync(context, signing, return_to, isRecovery: false));
        app.MapPost(SignInPaths.SecondStep, (
            HttpContext context, StaffSigning signing, [FromForm] string? code, [FromForm] string? return_to) =>
            TrySecondAsync(context, signing, code, return_to, isRecovery: false));
        app.MapGet(SignInPaths.Recovery, (HttpContext context, StaffSigning signing, string? return_to) =>
            ShowSecondAsync(context, signing, return_to, isRecovery: true));
        app.MapPost(SignInPaths.Recovery, (
            HttpContext context, StaffSigning signing, [FromForm] string? code, [FromForm] string? return_to) =>
            TrySecondAsync(context, signing, code, return_to, isRecovery: true));
        app.MapGet(SignInPaths.Confirm, (HttpContext context, StaffSecurityView view, string? return_to) =>
            ShowConfirmAsync(context, view, return_to));
        app.MapPost(SignInPaths.ConfirmByApp, ConfirmByAppAsync);
    }

    public static RazorComponentResult<StaffPage> Start(
        HttpContext context, string? back, SignInProblem? problem = null, string? brand = null,
        string? person = null) =>
        SignInPages.Page<StaffPage>(context, new()
        {
            ["ReturnTo"] = SignInPaths.Onward(back),
            ["Problem"] = problem,
            ["Brand"] = brand,
            ["Person"] = person,
            ["Authority"] = context.RequestServices.GetRequiredService<StaffAuthority>().Name,
        });

    private static async Task<IResult> TryPasswordAsync(
        HttpContext context, StaffSigning signing, [FromForm] string? brand, [FromForm] string? person,
        [FromForm] string? password, [FromForm] string? return_to) =>
        await signing.TryPasswordAsync(context, TypedName.Read(brand, person), password ?? "") is { } problem
            ? Start(context, return_to, problem, brand, person)
            : SignInPages.SeeOther(
                context, SignInPaths.With(SignInPaths.SecondStep, SignInPaths.Onward(return_to)));

    private static async Task<IResult> ShowSecondAsync(
        HttpContext context, StaffSigning signing, string? back, bool isRecovery) =>
        await signing.AfterPasswordAsync(context) is null
            ? Start(context, back, SignInProblem.StepGone) : SecondForm(context, back, isRecovery, null);

    private static RazorComponentResult<SecondStepPage> SecondForm(
        HttpContext context, string? back, bool isRecovery, SignInProblem? problem) =>
        SignInPages.Page<SecondStepPage>(context, new()
        {
            ["ReturnTo"] = SignInPaths.Onward(back),
            ["IsRecovery"] = isRecovery,
            ["Problem"] = problem,
        });

    private static async Task<IResult> TrySecondAsync(
        HttpContext context, StaffSigning signing, string? code, string? back, bool isRecovery)
    {
        if (await signing.AfterPasswordAsync(context) is not { } user)
            return Start(context, back, SignInProblem.StepGone);
        if (await signing.TrySecondAsync(user, code ?? "", isRecovery, context.RequestAborted) is { } problem)
            return SecondForm(context, back, isRecovery, problem);
        await signing.SignedInAsync(context, user, isRecovery ? SignInWay.Recovery : SignInWay.PasswordTotp);
        return SignInPages.SeeOther(context, SignInPaths.Onward(back));
    }

    private static async Task<IResult> ShowConfirmAsync(
        HttpContext context, StaffSecurityView view, string? back, SignInProblem? problem = null) =>
        await view.ReadAsync(context) is { } shown
            ? SignInPages.Page<ConfirmPage>(context, new()
            {
                ["ReturnTo"] = SignInPaths.Onward(back),
                ["HasApp"] = shown.HasPassword,
                ["HasPasskey"] = shown.Passkeys.Count > 0,
                ["Authority"] = shown.ExternalNames.Count > 0 ? shown.Authority : null,
                ["Problem"] = problem,
            })
            : SignInPages.SeeOther(context, SignInPaths.ToSignIn(SignInPaths.Onward(back)));

    /// <summary>The password alone does not confirm anything: whoever sits at the browser may have seen it typed. The
    /// session goes on under a new cookie.</summary>
    private static async Task<IResult> ConfirmByAppAsync(
        HttpContext context, StaffSecurityView view, StaffSigning signing, SignInSessions sessions,
        [FromForm] string? code, [FromForm] string? return_to)
    {
        var cancel = context.RequestAborted;
        if (await view.StaffAsync(context) is not var (session, user))
            return SignInPages.SeeOther(context, SignInPaths.ToSignIn(SignInPaths.Onward(return_to)));
        if (await signing.TrySecondAsync(user, code ?? "", isRecovery: false, cancel) is { } problem)
            return await ShowConfirmAsync(context, view, return_to, problem);
        SessionCookie.Write(context, await sessions.ConfirmAsync(session, SignInWay.Totp, cancel));
        return SignInPages.SeeOther(context, SignInPaths.Onward(return_to));
    }
}

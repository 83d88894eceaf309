using Federation.Design;
using Federation.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Federation.Identity;

/// <summary>
/// The way of staff to the company's own authority and back. A sign-in starts by a link, since the pages' policy
/// forbids a form to be redirected to another site. What gives somebody a new way in is begun by a form of ours, which
/// leads to a page with the link: no page of another site can begin it.
/// </summary>
internal static class WithAuthority
{
    public static void MapWithAuthority(this IEndpointRouteBuilder app)
    {
        app.MapGet(AuthorityPaths.Start, StartAsync);
        app.MapGet(AuthorityPaths.Go, GoAsync);
        app.MapGet(AuthorityPaths.Callback, EndAsync);
        app.MapPost(SignInPaths.AddExternalName, AddAsync);
        app.MapPost(SignInPaths.Invitation + "/{secret}/authority", TakeUpAsync);
    }

    private static async Task<IResult> StartAsync(
        HttpContext context, StaffAuthority authority, AuthorityTries tries, AuthorityLog log, string? return_to,
        bool fresh = false)
    {
        if (!authority.IsThere)
            return Results.NotFound();
        return await LeaveAsync(context, authority, tries, log, new AuthorityTry(
            OpenIdAttempt.New(), AuthorityPurpose.SignIn, SignInPaths.Onward(return_to), fresh, null));
    }

    /// <summary>A new attempt for the purpose of the one that a form has begun.</summary>
    private static async Task<IResult> GoAsync(
        HttpContext context, StaffAuthority authority, AuthorityTries tries, AuthorityLog log) =>
        tries.Read(context) is { } begun
            ? await LeaveAsync(context, authority, tries, log, begun with { Attempt = OpenIdAttempt.New() })
            : SigningStaffIn.Start(context, null, SignInProblem.StepGone);

    private static async Task<IResult> LeaveAsync(
        HttpContext context, StaffAuthority authority, AuthorityTries tries, AuthorityLog log, AuthorityTry attempt)
    {
        try
        {
            var address = await authority.AddressAsync(
                attempt, Looks.Of(context).Language.TagOf(), context.RequestAborted);
            tries.Keep(context, attempt);
            return Results.Redirect(address);
        }
        catch (AuthorityAwayException e)
        {
            log.Away(e);
            return SigningStaffIn.Start(context, attempt.ReturnTo, SignInProblem.AuthorityAway);
        }
    }

    private static async Task<IResult> EndAsync(
        HttpContext context, StaffAuthority authority, AuthorityTries tries, AuthorityLog log, AuthorityUse use,
        string? code, string? state, string? iss, string? error)
    {
        if (!authority.IsThere)
            return Results.NotFound();
        if (tries.Take(context) is not { } attempt || !attempt.Attempt.IsOf(state))
            return SigningStaffIn.Start(context, null, SignInProblem.StepGone);
        if (error is not null || code is null)
            return SigningStaffIn.Start(context, attempt.ReturnTo, SignInProblem.AuthorityRefuses);
        try
        {
            var person = await authority.PersonAsync(attempt, code, iss, context.RequestAborted);
            return await use.UseAsync(context, attempt, person) is { } problem
                ? SigningStaffIn.Start(context, attempt.ReturnTo, problem)
                : SignInPages.SeeOther(context, attempt.ReturnTo);
        }
        catch (AuthorityAwayException e)
        {
            log.Away(e);
            return SigningStaffIn.Start(context, attempt.ReturnTo, SignInProblem.AuthorityAway);
        }
        catch (SignInRefusedException e)
        {
            log.Refused(e.Message);
            return SigningStaffIn.Start(context, attempt.ReturnTo, SignInProblem.AuthorityRefuses);
        }
    }

    private static async Task<IResult> AddAsync(
        HttpContext context, StaffAuthority authority, AuthorityTries tries, StaffSecurityView view)
    {
        if (!authority.IsThere)
            return Results.NotFound();
        if (await view.FreshAsync(context) is null)
            return SignInPages.SeeOther(context, SignInPaths.ToConfirm(SignInPaths.Security));
        return Begin(context, authority, tries, AuthorityPurpose.Add, null);
    }

    private static async Task<IResult> TakeUpAsync(
        HttpContext context, StaffAuthority authority, AuthorityTries tries, Invitations invitations, string secret)
    {
        if (!authority.IsThere)
            return Results.NotFound();
        return await invitations.FindAsync(secret, context.RequestAborted) is null
            ? SigningStaffIn.Start(context, null, SignInProblem.InvitationGone)
            : Begin(context, authority, tries, AuthorityPurpose.Invitation, secret);
    }

    private static RazorComponentResult<AuthorityPage> Begin(
        HttpContext context, StaffAuthority authority, AuthorityTries tries, AuthorityPurpose purpose,
        string? invitation)
    {
        tries.Keep(context, new AuthorityTry(
            OpenIdAttempt.New(), purpose, SignInPaths.Security, IsFresh: true, invitation));
        return SignInPages.Page<AuthorityPage>(context, new() { ["Name"] = authority.Name });
    }
}

using Federation.Design;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Identity;

/// <summary>The sign-in pages: what all of them share. They work without scripts, but for passkeys, which browsers
/// reach by script alone.</summary>
internal static class SignInPages
{
    public static void MapSignInPages(this WebApplication app)
    {
        var pages = app.MapGroup("").AddEndpointFilter(GuardAsync).DisableAntiforgery();
        pages.MapSigningIn();
        pages.MapSigningStaffIn();
        pages.MapInvitations();
        pages.MapStaffSecurity();
        pages.MapWithAuthority();
        pages.MapSecurity();
        pages.MapLookSwitch(SignInPaths.Look);
        app.MapDesignFiles();
    }

    /// <summary>A page of ours, in the reader's language and theme.</summary>
    public static RazorComponentResult<TPage> Page<TPage>(
        HttpContext context, Dictionary<string, object?>? values = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var parameters = values ?? [];
        parameters["Look"] = Looks.Of(context, SignInPaths.Look);
        return new RazorComponentResult<TPage>(parameters) { StatusCode = status };
    }

    /// <summary>See Other: a form is answered by another page, so that going back or reloading does not send it
    /// again.</summary>
    public static IResult SeeOther(HttpContext context, string path)
    {
        context.Response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>
    /// Every answer has the strict headers and is kept nowhere. A form is taken from our own pages alone: browsers say
    /// where it comes from, and no script can make them say something else, so it needs no token.
    /// </summary>
    private static async ValueTask<object?> GuardAsync(
        EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var address = context.RequestServices.GetRequiredService<SignInAddress>();
        address.Apply(context.Request);
        PageHeaders.Write(context, address.FormTargets);
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Headers.Origin != address.Origin)
            return Page<RefusedPage>(context, status: StatusCodes.Status403Forbidden);
        return await next(invocation);
    }
}

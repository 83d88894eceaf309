using Federation.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Federation.Web;

/// <summary>In production the pages that are <see cref="SandboxOnlyAttribute"/> are not found; nor are those for people
/// where nobody can sign in.</summary>
internal sealed class SandboxPages(RequestDelegate next, IOptions<DeploymentOptions> deployment, WebOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        var page = context.GetEndpoint()?.Metadata;
        var isForSandboxes = page?.GetMetadata<SandboxOnlyAttribute>() is not null;
        var isForPeople = page?.GetMetadata<SignedInAttribute>() is not null;
        if ((!isForSandboxes || deployment.Value.Sandbox) && (!isForPeople || options.HasPeople))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

using Federation.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Federation.Web;

/// <summary>In production the pages that are <see cref="SandboxOnlyAttribute"/> are not found.</summary>
internal sealed class SandboxPages(RequestDelegate next, IOptions<DeploymentOptions> deployment)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isForSandboxes = context.GetEndpoint()?.Metadata.GetMetadata<SandboxOnlyAttribute>() is not null;
        if (!isForSandboxes || deployment.Value.Sandbox)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Federation.Gateway;

/// <summary>What people read of the interface, without a token: <c>/openapi.json</c>, and <c>/docs</c> for a
/// browser.</summary>
internal static class ApiPages
{
    private const string Document = "/openapi.json";
    private const string Docs = "/docs";

    /// <summary>The page loads nothing from elsewhere and sends what is tried out to this gateway alone.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapApiPages(this IEndpointRouteBuilder app)
    {
        app.MapMethods(Document, [HttpMethods.Get, HttpMethods.Head], (ApiDocument document, HttpResponse response) =>
        {
            // Asked again each time, and answered with 304 while it is the same.
            response.Headers.CacheControl = "no-cache";
            return Results.Bytes(document.Json, "application/json", entityTag: document.Tag);
        });
        var docs = app.MapScalarApiReference(Docs, options => options
            .WithTitle("Federation")
            .WithOpenApiRoutePattern(Document)
            .AddPreferredSecuritySchemes(["oauth2"])
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools());
        docs.AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
            return await next(context);
        });
    }
}

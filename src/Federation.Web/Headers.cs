using Microsoft.AspNetCore.Http;

namespace Federation.Web;

/// <summary>The headers of every answer. Nothing comes from elsewhere, nothing is inline, nobody frames a
/// page.</summary>
internal sealed class Headers(RequestDelegate next)
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    private const string PermissionsPolicy =
        "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), geolocation=(), "
        + "microphone=(), payment=(), usb=()";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = PermissionsPolicy;
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        context.Response.OnStarting(static state =>
        {
            // A page is one reader's, in the language and the theme of that reader.
            var headers = ((HttpContext)state).Response.Headers;
            if (headers.CacheControl.Count > 0)
                return Task.CompletedTask;
            headers.CacheControl = "private, no-cache";
            headers.Append("Vary", "Accept-Language, Cookie");
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}

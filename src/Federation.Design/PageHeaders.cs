using Microsoft.AspNetCore.Http;

namespace Federation.Design;

/// <summary>The headers of every page. Nothing comes from elsewhere, nothing is inline, nobody frames a page.</summary>
public static class PageHeaders
{
    private const string PermissionsPolicy =
        "publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), geolocation=(), "
        + "microphone=(), payment=(), usb=()";

    /// <summary>Writes them, before the response begins.</summary>
    /// <param name="context">The request.</param>
    /// <param name="formTargets">Where forms may lead besides this address itself: browsers hold the policy against
    /// redirects after a form, too.</param>
    public static void Write(HttpContext context, params IEnumerable<string> formTargets)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
            + $"connect-src 'self'; form-action {string.Join(' ', formTargets.Prepend("'self'"))}; base-uri 'self'; "
            + "frame-ancestors 'none'";
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
    }
}

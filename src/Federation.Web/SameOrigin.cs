using Microsoft.AspNetCore.Http;

namespace Federation.Web;

/// <summary>Takes forms from pages of ours alone, beside the antiforgery token: the browser itself says where a request
/// comes from. Older ones say it with <c>Origin</c>.</summary>
internal sealed class SameOrigin(RequestDelegate next, WebOptions options)
{
    private readonly string? origin = options.PublicAddress?.GetLeftPart(UriPartial.Authority);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || IsOurs(request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private bool IsOurs(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        return site.Count > 0
            ? site == "same-origin"
            : origin is not null && string.Equals(request.Headers.Origin, origin, StringComparison.OrdinalIgnoreCase);
    }
}

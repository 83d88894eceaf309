using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Federation.Design;

/// <summary>In which language and theme a request is answered: a choice is kept in cookies.</summary>
public static class Looks
{
    private const string LanguageCookie = "language";
    private const string ThemeCookie = "theme";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <summary>The cookie's language, else the best that the browser accepts; the cookie's theme, else the
    /// system's.</summary>
    /// <param name="context">The request.</param>
    /// <param name="switchPath">Where the application has <see cref="MapLookSwitch"/>.</param>
    public static Look Of(HttpContext context, string switchPath = Look.SwitchPath)
    {
        var request = context.Request;
        var language = Languages.Read(request.Cookies[LanguageCookie])
            ?? Languages.Accepted(request.Headers.AcceptLanguage);
        return new Look(language, ReadTheme(request.Cookies[ThemeCookie]) ?? Theme.System, PathOf(context))
        {
            SwitchAt = switchPath,
        };
    }

    /// <summary>Keeps a choice and goes back to where it was made. It is a link, so it works without scripts; it
    /// changes nothing but the look, so it needs no form.</summary>
    public static void MapLookSwitch(this IEndpointRouteBuilder app, string path = Look.SwitchPath) =>
        app.MapGet(path, (HttpContext context, string? language, string? theme, string? back) =>
        {
            if (Languages.Read(language) is { } chosen)
                Keep(context, LanguageCookie, chosen.TagOf());
            if (ReadTheme(theme) is { } colours)
                Keep(context, ThemeCookie, colours.ToString().ToLowerInvariant());
            return Results.LocalRedirect(IsLocal(back) ? back! : "/");
        });

    /// <summary>Whether it leads to a page of ours: <c>//elsewhere</c> and <c>/\elsewhere</c> do not.</summary>
    public static bool IsLocal(string? path) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);

    private static void Keep(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(name, value, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Kept,
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });

    private static Theme? ReadTheme(string? name) => name switch
    {
        "light" => Theme.Light,
        "dark" => Theme.Dark,
        "system" => Theme.System,
        _ => null,
    };

    private static string PathOf(HttpContext context) =>
        context.Request.PathBase + context.Request.Path + context.Request.QueryString;
}

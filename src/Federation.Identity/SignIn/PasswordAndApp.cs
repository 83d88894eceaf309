using Microsoft.AspNetCore.Http;

namespace Federation.Identity;

/// <summary>What a form brings with which staff set up a password, an app, or both.</summary>
/// <param name="Password">The new password.</param>
/// <param name="Key">The app's key, sealed for the user: the page that showed it has nothing else of it.</param>
/// <param name="Code">What the app shows.</param>
internal sealed record PasswordAndApp(string Password, string Key, string Code)
{
    public static async Task<PasswordAndApp> ReadAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return new PasswordAndApp(form["password"].ToString(), form["key"].ToString(), form["code"].ToString());
    }
}

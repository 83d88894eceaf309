using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Federation.Identity;

/// <summary>Keeps an attempt with the browser until it comes back from the authority, once.</summary>
internal sealed class AuthorityTries(TimedSeals seals)
{
    private const string About = "authority";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public void Keep(HttpContext context, AuthorityTry attempt) => SessionCookie.WriteAuthority(
        context, seals.Seal(About, JsonSerializer.Serialize(attempt)), Patience);

    /// <summary>The attempt, which goes on; null where there is none.</summary>
    public AuthorityTry? Read(HttpContext context) =>
        seals.Open(About, SessionCookie.ReadAuthority(context), Patience) is { } text
            ? JsonSerializer.Deserialize<AuthorityTry>(text) : null;

    /// <summary>The attempt, which is over.</summary>
    public AuthorityTry? Take(HttpContext context)
    {
        var attempt = Read(context);
        SessionCookie.ClearAuthority(context);
        return attempt;
    }
}

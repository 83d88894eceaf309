using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Federation.Web;

/// <summary>The browser's half of a session: 256 random bits. Scripts cannot read it and other sites' forms do not
/// send it.</summary>
internal sealed class SessionCookie(WebOptions options)
{
    private const int Bytes = 32;

    /// <summary>Browsers take a cookie with the prefix over TLS alone. A sandbox on loopback has none, where Chromium
    /// takes <c>Secure</c> from localhost but others do not.</summary>
    public bool IsSecure { get; } = options.PublicAddress?.Scheme == Uri.UriSchemeHttps;

    public string Name => NameOf("federation");

    public string NameOf(string cookie) => IsSecure ? "__Host-" + cookie : cookie;

    /// <summary>A new session's secret, and the hash by which it is kept.</summary>
    public static (string Secret, byte[] Hash) Make()
    {
        var secret = RandomNumberGenerator.GetBytes(Bytes);
        return (Base64Url.EncodeToString(secret), SHA256.HashData(secret));
    }

    /// <summary>The hash of what the browser sent; null where that is no session's secret.</summary>
    public byte[]? Read(HttpRequest request)
    {
        if (request.Cookies[Name] is not { Length: 43 } text || !Base64Url.IsValid(text))
            return null;
        return SHA256.HashData(Base64Url.DecodeFromChars(text));
    }

    public void Write(HttpResponse response, string secret, TimeSpan life) =>
        response.Cookies.Append(Name, secret, Options(life));

    public void Delete(HttpResponse response) => response.Cookies.Delete(Name, Options(null));

    public CookieOptions Options(TimeSpan? life) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = life,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = IsSecure,
    };
}

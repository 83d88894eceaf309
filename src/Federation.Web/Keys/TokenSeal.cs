using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Federation.Web;

/// <summary>Seals tokens for the database, and what a browser keeps between leaving for the issuer and coming
/// back.</summary>
internal sealed class TokenSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector tokens = protection.CreateProtector("session-tokens");
    private readonly IDataProtector signIns = protection.CreateProtector("sign-in");

    public byte[] Seal(SessionTokens given) => tokens.Protect(JsonSerializer.SerializeToUtf8Bytes(given));

    /// <summary>Null: they were sealed with keys that are gone.</summary>
    public SessionTokens? Open(byte[] given)
    {
        try
        {
            return JsonSerializer.Deserialize<SessionTokens>(tokens.Unprotect(given));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public string Seal(SignInTry attempt) =>
        Convert.ToBase64String(signIns.Protect(JsonSerializer.SerializeToUtf8Bytes(attempt)));

    /// <summary>Null: it is none of ours.</summary>
    public SignInTry? OpenTry(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<SignInTry>(
                signIns.Unprotect(Convert.FromBase64String(text)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}

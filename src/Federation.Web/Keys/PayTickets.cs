using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Federation.Web;

/// <summary>Names pay codes in addresses: sealed, so that an address, a log or a history has no code, and for one
/// session alone, so that nobody else can look at it, hear of it or revoke it.</summary>
internal sealed class PayTickets(IDataProtectionProvider protection)
{
    private const int MaxChars = 4096;

    public string Make(byte[] session, PayTicket ticket) =>
        Base64Url.EncodeToString(For(session).Protect(JsonSerializer.SerializeToUtf8Bytes(ticket)));

    /// <summary>Null: it is none, or another session's.</summary>
    public PayTicket? Open(byte[] session, string name)
    {
        if (name.Length > MaxChars || !Base64Url.IsValid(name))
            return null;
        try
        {
            return JsonSerializer.Deserialize<PayTicket>(For(session).Unprotect(Base64Url.DecodeFromChars(name)));
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    // The session is a part of the key.
    private IDataProtector For(byte[] session) =>
        protection.CreateProtector("pay-code", Convert.ToHexString(session));
}

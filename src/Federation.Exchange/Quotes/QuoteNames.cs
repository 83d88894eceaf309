using System.Security.Cryptography;
using System.Text;

namespace Federation.Exchange;

/// <summary>The names of quotes: <c>quotes/{uuid}</c>.</summary>
internal static class QuoteNames
{
    public const string Prefix = "quotes/";

    public static string Of(Guid id) => Prefix + id.ToString("D");

    /// <summary>What a payment consumes, so that the quote is used once.</summary>
    public static string ConsumptionOf(Guid id) => "quote:" + id.ToString("D");

    /// <summary>The id of the quote that a request makes: the same for the same request of the same
    /// principal.</summary>
    public static Guid IdOf(Principal principal, Guid requestId) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"quote {principal} {requestId:D}")).AsSpan(0, 16), bigEndian: true);
}

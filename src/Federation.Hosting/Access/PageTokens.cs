using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Errors.V1;

namespace Federation.Hosting;

/// <summary>
/// Names the next page of one query: where it starts, bound by a code to the query and the caller, so that a token of
/// another query, or a changed one, is refused PAGE_TOKEN_INVALID.
/// </summary>
/// <param name="key">What it is bound with. Where the rows that a caller may see do not depend on the token, the key
/// need not be secret.</param>
public sealed class PageTokens(byte[] key)
{
    public PageTokens(AllianceKey key)
        : this(key.Derive("page-tokens"))
    {
    }

    /// <param name="query">The method, the caller and all parameters but size and token.</param>
    /// <param name="start">The key after which the next page starts.</param>
    public string Write(string query, string start)
    {
        var text = Encoding.UTF8.GetBytes(start);
        return Convert.ToHexStringLower([.. Code(query, text), .. text]);
    }

    /// <summary>The same of rows in the order of a time, and of their ids where it is the same.</summary>
    /// <inheritdoc cref="Write(string, string)"/>
    public string Write(string query, DateTimeOffset time, Guid id) =>
        Write(query, string.Create(CultureInfo.InvariantCulture, $"{time.UtcTicks} {id:D}"));

    /// <summary>The time and the id after which the page starts, or null for the first page.</summary>
    public (DateTimeOffset Time, Guid Id)? ReadTime(string query, string token)
    {
        if (Read(query, token)?.Split(' ') is not [var ticks, var id])
            return null;
        return (
            new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero),
            Guid.ParseExact(id, "D"));
    }

    /// <summary>Where the page starts, or null for the first page.</summary>
    public string? Read(string query, string token)
    {
        if (token.Length == 0)
            return null;
        byte[] bytes;
        try
        {
            bytes = Convert.FromHexString(token);
        }
        catch (FormatException)
        {
            bytes = [];
        }
        if (bytes.Length <= 8
            || !CryptographicOperations.FixedTimeEquals(Code(query, bytes.AsSpan(8)), bytes.AsSpan(0, 8)))
            throw new RefusalException(
                ErrorReason.PageTokenInvalid,
                "page_token is damaged or belongs to another query; start again without one.");
        return Encoding.UTF8.GetString(bytes.AsSpan(8));
    }

    private byte[] Code(string query, ReadOnlySpan<byte> start)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes(query));
        mac.AppendData([0]);
        mac.AppendData(start);
        return mac.GetHashAndReset()[..8];
    }
}

using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Federation.Identity;

/// <summary>256 random bits that a browser or a link holds; the database holds their hash.</summary>
/// <param name="Text">In base64url.</param>
internal sealed record Secret(string Text)
{
    private const int Bytes = 32;
    private const int Characters = 43;

    /// <summary>SHA-256. Random bits need no slower hash.</summary>
    public byte[] Hash { get; } = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Text));

    public static Secret New() => new(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>Reads what a browser sent, as to its form alone.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out Secret? secret)
    {
        secret = text is { Length: Characters } && Base64Url.IsValid(text) ? new Secret(text) : null;
        return secret is not null;
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Federation.Messages;

/// <summary>What makes a message once for its brand. A brand's own keys and those of the alliance's are apart.
/// </summary>
internal readonly record struct MessageKey
{
    private MessageKey(string source, string shown)
    {
        Shown = shown;
        Digest = SHA256.HashData(Encoding.UTF8.GetBytes(source + ":" + shown));
    }

    /// <summary>As it is shown, at most 100 characters.</summary>
    public string Shown { get; }

    /// <summary>32 bytes.</summary>
    public byte[] Digest { get; }

    /// <summary>A brand's own.</summary>
    public static MessageKey OfBrand(string key) => new("brand", key);

    /// <summary>One of what the alliance makes.</summary>
    public static MessageKey OfAlliance(string key) => new("alliance", key);
}

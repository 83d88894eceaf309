namespace Federation.Identity;

/// <summary>A key that access tokens are signed with, as kept.</summary>
public sealed class SigningKeyRow
{
    /// <summary>
    /// 1, 2, ...: the highest signs. Two nodes that start at once make the same number, and one of them fails.
    /// </summary>
    public required int Number { get; init; }

    /// <summary>The <c>kid</c> of its tokens.</summary>
    public required string KeyId { get; init; }

    /// <summary>
    /// The private key, PKCS#8, under AES-GCM: nonce (12 bytes), tag (16), cipher text. The key id is authenticated
    /// too.
    /// </summary>
    public required byte[] PrivateKey { get; init; }

    public required DateTimeOffset CreateTime { get; init; }
}

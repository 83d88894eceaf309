namespace Federation.Messages;

/// <summary>A message that was made, once for its key.</summary>
internal sealed class MessageRow
{
    public required Guid Id { get; init; }

    public required string PartnerId { get; init; }

    /// <summary>The SHA-256 of the key and who chose it.</summary>
    public required byte[] KeyDigest { get; init; }

    /// <summary>The key, as it is shown.</summary>
    public required string Key { get; init; }

    /// <summary>The id by which the brand sees the member.</summary>
    public required Guid Member { get; init; }

    public required V1.MessageKind Kind { get; init; }

    /// <summary>What a brand asked for; the same key again must be for the same.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary><c>en</c> or <c>zh-CN</c>.</summary>
    public required string Language { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    /// <summary>In system time.</summary>
    public required DateTimeOffset CreateTime { get; init; }
}

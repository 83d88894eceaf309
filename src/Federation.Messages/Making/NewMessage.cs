using Federation.Messages.V1;

namespace Federation.Messages;

/// <summary>A message that is to be made.</summary>
/// <param name="PartnerId">The brand that says it.</param>
/// <param name="Member">The id by which the brand sees the member.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Key">What makes it once.</param>
/// <param name="FieldsIn">What it says, by its brand's settings, in a language.</param>
internal sealed record NewMessage(
    string PartnerId, Guid Member, MessageKind Kind, MessageKey Key,
    Func<MessageSettings, string, MessageFields> FieldsIn)
{
    /// <summary>What a brand asked for; empty for what the alliance makes, whose keys say all.</summary>
    public byte[] Fingerprint { get; init; } = [];

    /// <summary>Gets the message if it is made now.</summary>
    public Action<MessageRow>? OnMade { get; init; }

    /// <summary>The only channel, for a digest; null for all that the brand uses and the member wants.</summary>
    public MessageChannel? OnlyChannel { get; init; }

    /// <summary>An address that is not the member's any more, sealed, to which it goes; null for where the member is
    /// reached.</summary>
    public byte[]? OldContact { get; init; }
}

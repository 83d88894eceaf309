namespace Federation.Messages;

/// <summary>Where a brand reaches a member, and what the member wants.</summary>
internal sealed class RecipientRow
{
    public required string PartnerId { get; init; }

    /// <summary>The id by which the brand sees the member.</summary>
    public required Guid Member { get; init; }

    /// <summary>Grows with each change: of two at the same moment the second starts again.</summary>
    public long Revision { get; set; }

    /// <summary>A <see cref="V1.MemberContact"/>, serialized and sealed; null where nothing is known.</summary>
    public byte[]? Contact { get; set; }

    /// <summary>Which addresses there are, so that a message is made without opening them.</summary>
    public bool HasEmail { get; set; }

    public bool HasPhone { get; set; }

    /// <summary>When an address was last replaced or deleted, in alliance time; null: not within the last 30
    /// days.</summary>
    public DateTimeOffset? ContactChangeTime { get; set; }

    /// <summary>The addresses that were replaced, <see cref="Internal.V1.KeptContacts"/>, serialized and sealed; null
    /// where none is kept.</summary>
    public byte[]? KeptContacts { get; set; }

    /// <summary>When something of the change must be wiped next, in alliance time; null: nothing is kept.</summary>
    public DateTimeOffset? WipeTime { get; set; }

    /// <summary>A <see cref="V1.MessagePreferences"/>, serialized.</summary>
    public byte[] Preferences { get; set; } = [];
}

namespace Federation.Programs;

/// <summary>What a brand says of a member. Personal data, which stands here alone: deleting the row erases
/// it.</summary>
internal sealed class ProfileRow
{
    public required string PartnerId { get; init; }

    /// <summary>The id by which the brand sees the member.</summary>
    public required Guid Member { get; init; }

    /// <summary>Grows with each change: of two at the same moment the second starts again.</summary>
    public long Revision { get; set; }

    /// <summary>A <see cref="V1.MemberProfile"/> that has the attributes alone, serialized.</summary>
    public byte[] Attributes { get; set; } = [];

    /// <summary>1 to 12; 0 where the birthday is not known.</summary>
    public int BirthMonth { get; set; }

    public int BirthDay { get; set; }

    /// <summary>When the birthday was entered or changed, in alliance time.</summary>
    public DateTimeOffset? BirthdaySetTime { get; set; }

    /// <summary>When the member joined the brand, in alliance time, if that is not when it was linked.</summary>
    public DateTimeOffset? JoinTime { get; set; }

    /// <summary>When it was last set, in alliance time.</summary>
    public DateTimeOffset UpdateTime { get; set; }
}

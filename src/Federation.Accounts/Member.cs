namespace Federation.Accounts;

/// <summary>Whether a member can act anywhere. Kept as its number.</summary>
public enum MemberState : short
{
    Open = 1,

    /// <summary>For ever, at every brand.</summary>
    Closed = 2,
}

/// <summary>A person or household that collects coins, without anything that says who it is.</summary>
public sealed class Member
{
    /// <summary>The internal id, a <see cref="MemberId"/>; no partner ever sees it.</summary>
    public required Guid Id { get; init; }

    public required MemberState State { get; set; }

    /// <summary>BCP 47, shared by all brands; empty where unknown.</summary>
    public required string LanguageCode { get; set; }

    /// <summary>System time.</summary>
    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>How many commands touched the member. Counting it up locks the member, on every database.</summary>
    public long Revision { get; set; }

    public List<Membership> Memberships { get; } = [];
}

/// <summary>Whether a membership holds. Kept as its number.</summary>
public enum LinkState : short
{
    Linked = 1,
    Unlinked = 2,
}

/// <summary>One member's link with one brand. It stays when the link ends, so that linking again finds it.</summary>
public sealed class Membership
{
    public required string PartnerId { get; init; }

    public required Guid MemberId { get; init; }

    /// <summary>The brand's own number of the member, unique within the brand.</summary>
    public required string ExternalId { get; set; }

    public required LinkState State { get; set; }

    /// <summary>Whether the brand's coins may be spent at other linked tills.</summary>
    public bool AlliedSpendingEnabled { get; set; }

    /// <summary>At most so many units of each of the brand's coins per day of alliance time; 0: no cap.</summary>
    public long DailyCapUnits { get; set; }

    /// <summary>When it was linked, the last time, in system time.</summary>
    public required DateTimeOffset LinkTime { get; set; }

    public Member Member { get; init; } = null!; // set by the context, or by who adds both
}

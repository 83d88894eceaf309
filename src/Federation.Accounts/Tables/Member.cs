namespace Federation.Accounts;

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

    /// <summary>When the member is closed everywhere, in alliance time: the earlier of the two below.</summary>
    public DateTimeOffset? CloseTime { get; set; }

    /// <summary>The closing that every linked brand asks for; null while one of them does not.</summary>
    public DateTimeOffset? BrandsCloseTime { get; set; }

    /// <summary>The closing that two people of the alliance decided; null without.</summary>
    public DateTimeOffset? AllianceCloseTime { get; set; }

    /// <summary>The person of the alliance who proposed the closing, <c>admins/{person}</c>.</summary>
    public string? CloseProposer { get; set; }

    /// <summary>The person of the alliance who approved it.</summary>
    public string? CloseApprover { get; set; }

    /// <summary>The brand that the member left last, while it is linked with none: this one links it again without a
    /// code. Null otherwise.</summary>
    public string? LeftPartnerId { get; set; }

    public List<Membership> Memberships { get; } = [];

    /// <summary>Whether it is closed. A closing takes effect at its time, whenever the sweep comes by.</summary>
    /// <param name="now">Alliance time.</param>
    public bool IsClosed(DateTimeOffset now) => State != MemberState.Open || CloseTime <= now;
}

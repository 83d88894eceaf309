namespace Federation.Accounts;

/// <summary>One member's link with one brand. It stays when the link ends, so that linking again finds it.</summary>
public sealed class Membership
{
    public required string PartnerId { get; init; }

    public required Guid MemberId { get; init; }

    /// <summary>The brand's own number of the member, unique among the members that are linked with the
    /// brand.</summary>
    public required string ExternalId { get; set; }

    public required LinkState State { get; set; }

    /// <summary>Whether the brand's coins may be spent at other linked tills.</summary>
    public bool AlliedSpendingEnabled { get; set; }

    /// <summary>At most so many units of each of the brand's coins per day of alliance time; 0: no cap.</summary>
    public long DailyCapUnits { get; set; }

    /// <summary>When it was linked, the last time, in system time.</summary>
    public required DateTimeOffset LinkTime { get; set; }

    /// <summary>When it was linked for the first time, in system time. Null where that is the only one.</summary>
    public DateTimeOffset? FirstLinkTime { get; set; }

    /// <summary>The person, by id, whose link code the link was made with: this person is the brand's customer. Null
    /// where no person made the code, or where there was none.</summary>
    public string? LinkedBy { get; set; }

    /// <summary>Whether the brand asks for the member's closing. Ends with the link.</summary>
    public bool ClosureRequested { get; set; }

    public Member Member { get; init; } = null!; // set by the context, or by who adds both
}

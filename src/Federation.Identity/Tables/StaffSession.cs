namespace Federation.Identity;

/// <summary>A browser in which a person of a brand or of the alliance is signed in.</summary>
public sealed class StaffSession : SignInSession
{
    /// <summary>How long such a person stays signed in at most.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);

    /// <summary>How long after tokens were last fetched, which who works does every quarter of an hour. Without a call,
    /// it ends after a quarter of an hour to half of one.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    public required Guid UserId { get; init; }

    /// <summary>How strongly the company's own authority says that the person proved who it is, in that authority's own
    /// words; null for whoever signed in here.</summary>
    public string? AuthorityAcr { get; set; }

    public override Guid? User => UserId;

    public override bool IsGood(DateTimeOffset now) => base.IsGood(now) && SeenTime > now - Idle;
}

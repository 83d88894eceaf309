namespace Federation.Ledger;

/// <summary>Work that one node does at a time. That two do it at once is waste, not harm.</summary>
internal sealed class LeaseRow
{
    /// <summary>The work.</summary>
    public required string Name { get; init; }

    public required Guid Owner { get; set; }

    /// <summary>Until when the owner holds it, in system time.</summary>
    public required DateTimeOffset Until { get; set; }
}

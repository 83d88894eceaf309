namespace Federation.Ledger;

/// <summary>A writer's share of the balance of an unlimited account, or of a control total. A read sums the
/// slots.</summary>
internal sealed class TotalRow
{
    public required string Asset { get; init; }

    public required TotalKind Kind { get; init; }

    /// <summary>The partner, for positions; empty for others.</summary>
    public required string Party { get; init; }

    public required int Slot { get; init; }

    public long Units { get; set; }
}

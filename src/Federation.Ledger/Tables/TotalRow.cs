namespace Federation.Ledger;

/// <summary>A writer's share of the balance of an unlimited account, or of a control total. A read sums the
/// slots.</summary>
internal sealed class TotalRow
{
    public required string Asset { get; set; }

    public required TotalKind Kind { get; set; }

    /// <summary>The partner, for positions; empty for others.</summary>
    public required string Party { get; set; }

    public required int Slot { get; set; }

    public long Units { get; set; }
}

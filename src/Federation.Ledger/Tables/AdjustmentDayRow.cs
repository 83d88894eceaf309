namespace Federation.Ledger;

/// <summary>How much one person proposed of a coin on one of its days.</summary>
internal sealed class AdjustmentDayRow
{
    public required string Coin { get; init; }

    public required string Proposer { get; init; }

    /// <summary>The coin's day, since 1970-01-01.</summary>
    public required int Day { get; init; }

    /// <summary>Units given and taken together.</summary>
    public required long Units { get; init; }
}

namespace Federation.Ledger;

/// <summary>How much each person of the issuer may propose a day for a coin, where the issuer has set it.</summary>
internal sealed class AdjustmentLimitRow
{
    public required string Coin { get; init; }

    public required long DailyUnits { get; set; }
}

namespace Federation.Exchange;

/// <summary>One coin that a member can pay with.</summary>
internal sealed record PaymentSource
{
    public required string CoinId { get; init; }

    /// <summary>What its issuer asks for a unit, in settlement units: what the unit is computed to be worth.</summary>
    public required long OnValue { get; init; }

    /// <summary>The terms for exchanging it for the merchant's coin; null if it is the merchant's coin.</summary>
    public required PairTerms? Terms { get; init; }

    /// <summary>What is available, in the order in which the wallet takes it.</summary>
    public required IReadOnlyList<AvailableLot> Lots { get; init; }

    /// <summary>Units that may be taken at most, whatever is available; null for no cap.</summary>
    public long? CapUnits { get; init; }
}

namespace Federation.Exchange.Planning;

/// <summary>Units of a coin that are available until they expire.</summary>
/// <param name="Units">0 or more.</param>
/// <param name="ExpireTime">Null for never.</param>
internal readonly record struct AvailableLot(long Units, DateTimeOffset? ExpireTime);

/// <summary>One coin that a member can pay with.</summary>
internal sealed record PaymentSource
{
    public required string CoinId { get; init; }

    /// <summary>What its issuer asks for a unit, in settlement units: what the unit is reckoned to be worth.</summary>
    public required long Asks { get; init; }

    /// <summary>The terms for exchanging it for the merchant's coin; null if it is the merchant's coin.</summary>
    public required PairTerms? Terms { get; init; }

    /// <summary>What is available, in the order in which the wallet takes it.</summary>
    public required IReadOnlyList<AvailableLot> Lots { get; init; }

    /// <summary>Units that may be taken at most, whatever is available; null for no cap.</summary>
    public long? CapUnits { get; init; }
}

/// <summary>How the member wants it.</summary>
internal sealed record PaymentWishes
{
    public static readonly PaymentWishes None = new();

    /// <summary>Ids of coins that are not to be touched.</summary>
    public IReadOnlyCollection<string> Excluded { get; init; } = [];

    /// <summary>
    /// The ids of the only coins to be used, each as far as it goes before the next; null leaves the choice to the
    /// planner.
    /// </summary>
    public IReadOnlyList<string>? Order { get; init; }
}

/// <summary>What one coin contributes.</summary>
/// <param name="CoinId">The coin.</param>
/// <param name="SourceUnits">What the member gives: the fewest that give the target units.</param>
/// <param name="TargetUnits">What the merchant gets of its own coin.</param>
internal readonly record struct PlannedLeg(string CoinId, long SourceUnits, long TargetUnits);

/// <summary>How a payment is made up, or how much is missing.</summary>
/// <param name="Legs">What each coin contributes, in the order of preference; empty where units are missing.</param>
/// <param name="Loss">
/// What the source units are worth above the target units, in settlement units. Negative where a pair's own rate is
/// better than the coins' values. 128 bits: amounts of 62 bits times values of 40.
/// </param>
/// <param name="MissingUnits">
/// Target units that the coins cannot give; 0 where the legs add up. Where minimums stand in the way, no way was found
/// to pay more without paying too much.
/// </param>
internal sealed record PaymentPlan(IReadOnlyList<PlannedLeg> Legs, Int128 Loss, long MissingUnits);

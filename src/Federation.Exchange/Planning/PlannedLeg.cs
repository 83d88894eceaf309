namespace Federation.Exchange;

/// <summary>What one coin contributes.</summary>
/// <param name="CoinId">The coin.</param>
/// <param name="SourceUnits">What the member gives: the fewest that give the target units.</param>
/// <param name="TargetUnits">What the merchant gets of its own coin.</param>
internal readonly record struct PlannedLeg(string CoinId, long SourceUnits, long TargetUnits);

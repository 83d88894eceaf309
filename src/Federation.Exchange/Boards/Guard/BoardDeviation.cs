namespace Federation.Exchange;

/// <summary>A number of a board that deviates from what was to be expected.</summary>
/// <param name="Kind">Which number.</param>
/// <param name="SourceId">The coin, or the source of the pair.</param>
/// <param name="TargetId">The target of the pair; null for a coin.</param>
/// <param name="Old">What was to be expected: the previous value in settlement units, or the inverse rate.</param>
/// <param name="New">What the board says: a value in settlement units, or a rate, without fees.</param>
internal sealed record BoardDeviation(
    DeviationKind Kind, string SourceId, string? TargetId, Fraction Old, Fraction New);

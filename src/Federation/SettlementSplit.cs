namespace Federation;

/// <summary>
/// Who gets what of an exchange, in settlement units: <c>Gross = Value + Fee + Rounding</c>, none negative.
/// </summary>
/// <param name="Gross">What the source coin's issuer pays.</param>
/// <param name="Value">What the target coin's issuer gets.</param>
/// <param name="Fee">The alliance's fees: the proportional one rounded down, and the fixed one.</param>
/// <param name="Rounding">What rounding left, to the alliance.</param>
public readonly record struct SettlementSplit(long Gross, long Value, long Fee, long Rounding);

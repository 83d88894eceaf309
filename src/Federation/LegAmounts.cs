namespace Federation;

/// <summary>What a range of a leg moves; what is given back is negative.</summary>
/// <param name="Paid">Coins of the member's.</param>
/// <param name="Made">Coins of the merchant's brand.</param>
/// <param name="Gross">What the issuer owes, in settlement units.</param>
/// <param name="Value">What the merchant's brand is owed, in settlement units.</param>
/// <param name="Fee">The alliance's fee, in settlement units.</param>
public readonly record struct LegAmounts(long Paid, long Made, long Gross, long Value, long Fee)
{
    /// <summary>What the alliance keeps besides the fee, in settlement units.</summary>
    public long Rounding => Gross - Value - Fee;

    public static LegAmounts operator -(LegAmounts left, LegAmounts right) => new(
        left.Paid - right.Paid, left.Made - right.Made, left.Gross - right.Gross, left.Value - right.Value,
        left.Fee - right.Fee);
}

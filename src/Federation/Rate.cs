namespace Federation;

/// <summary>
/// The rate of one directed pair of coins on a board: what the source's issuer pays, what the target's issuer asks, and
/// the alliance's fee. All arithmetic is exact: products in <see cref="Int128"/>, each rounding in one stated
/// direction, always against the one who exchanges.
/// </summary>
/// <remarks>
/// <c>default</c> is not a rate: every use of it throws <see cref="DivideByZeroException"/>. No intermediate product
/// can leave 128 bits: an amount has at most 63, a value 41 and the basis points 14.
/// </remarks>
public readonly record struct Rate
{
    /// <summary>Settlement units that one source coin is worth when spent: 1 to 2^40.</summary>
    public long OffValue { get; }

    /// <summary>Settlement units that one target coin costs when made: 1 to 2^40.</summary>
    public long OnValue { get; }

    /// <summary>The alliance's proportional fee: 0 to 9999 basis points of what is paid.</summary>
    public int FeeBasisPoints { get; }

    /// <summary>The alliance's fixed fee: 0 to 2^40 settlement units of each conversion.</summary>
    public long FixedFee { get; }

    /// <exception cref="ArgumentOutOfRangeException">A value or a fee is out of its range.</exception>
    public Rate(long offValue, long onValue, int feeBasisPoints, long fixedFee = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offValue, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offValue, Units.MaxCoinValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(onValue, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(onValue, Units.MaxCoinValue);
        ArgumentOutOfRangeException.ThrowIfNegative(feeBasisPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(feeBasisPoints, Units.BasisPoints);
        ArgumentOutOfRangeException.ThrowIfNegative(fixedFee);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fixedFee, Units.MaxCoinValue);
        (OffValue, OnValue, FeeBasisPoints, FixedFee) = (offValue, onValue, feeBasisPoints, fixedFee);
    }

    /// <summary>
    /// What <paramref name="source"/> coins give, rounded down; nothing where the fixed fee takes all.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    /// <exception cref="OverflowException">The result leaves 64 bits.</exception>
    public long ExactIn(long source)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(source);
        var left = (KeptOfEach * source) - ((Int128)FixedFee * Units.BasisPoints);
        return checked((long)(Int128.Max(left, 0) / CostOfEach));
    }

    /// <summary>
    /// The fewest source coins that give at least <paramref name="target"/> coins: the inverse, rounded up.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative.</exception>
    /// <exception cref="OverflowException">The result leaves 64 bits.</exception>
    public long ExactOut(long target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        // Nothing costs nothing; the fixed fee is due from the first coin on.
        var cost = target == 0 ? 0 : (CostOfEach * target) + ((Int128)FixedFee * Units.BasisPoints);
        var (quotient, remainder) = Int128.DivRem(cost, KeptOfEach);
        return checked((long)(remainder == 0 ? quotient : quotient + 1));
    }

    /// <summary>
    /// Splits the settlement of an exchange of <paramref name="source"/> into <paramref name="target"/> coins. Where
    /// nothing is given, the fee is at most what was paid.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An amount is negative, or the source coins do not give so many: there would be less than nothing left.
    /// </exception>
    /// <exception cref="OverflowException">An amount leaves 64 bits.</exception>
    public SettlementSplit Settle(long source, long target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        var gross = checked((long)((Int128)source * OffValue));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(target, ExactIn(source));
        var value = checked((long)((Int128)target * OnValue));
        var fee = ((Int128)gross * FeeBasisPoints / Units.BasisPoints) + FixedFee;
        var kept = (long)Int128.Min(fee, gross - value);
        return new SettlementSplit(gross, value, kept, gross - value - kept);
    }

    /// <summary>What one source coin contributes after the proportional fee, in settlement units times 10000.</summary>
    private Int128 KeptOfEach => (Int128)OffValue * (Units.BasisPoints - FeeBasisPoints);

    /// <summary>What one target coin costs, in settlement units times 10000.</summary>
    private Int128 CostOfEach => (Int128)OnValue * Units.BasisPoints;
}

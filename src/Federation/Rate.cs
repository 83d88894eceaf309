namespace Federation;

/// <summary>
/// The rate of one directed pair of coins on a board: what the source's issuer pays, what the target's issuer asks, and
/// the alliance's fee. All arithmetic is exact: products in <see cref="Int128"/>, each rounding in one stated direction.
/// </summary>
/// <remarks><c>default</c> is not a rate: every use of it throws <see cref="DivideByZeroException"/>.</remarks>
public readonly record struct Rate
{
    /// <summary>Settlement units that one source coin is worth when spent: 1 to 2^40.</summary>
    public long Pays { get; }

    /// <summary>Settlement units that one target coin costs when made: 1 to 2^40.</summary>
    public long Asks { get; }

    /// <summary>The alliance's fee: 0 to 9999 basis points of what is paid.</summary>
    public int FeeBasisPoints { get; }

    public Rate(long pays, long asks, int feeBasisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pays, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pays, Units.MaxCoinValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(asks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(asks, Units.MaxCoinValue);
        ArgumentOutOfRangeException.ThrowIfNegative(feeBasisPoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(feeBasisPoints, Units.BasisPoints);
        (Pays, Asks, FeeBasisPoints) = (pays, asks, feeBasisPoints);
    }

    /// <summary>What <paramref name="source"/> coins give, rounded down.</summary>
    /// <exception cref="OverflowException">The result leaves 64 bits.</exception>
    public long ExactIn(long source) =>
        checked((long)((Int128)source * Pays * (Units.BasisPoints - FeeBasisPoints) / ((Int128)Asks * Units.BasisPoints)));

    /// <summary>The fewest source coins that give at least <paramref name="target"/> coins: the inverse, rounded up.</summary>
    /// <exception cref="OverflowException">The result leaves 64 bits.</exception>
    public long ExactOut(long target)
    {
        var numerator = (Int128)target * Asks * Units.BasisPoints;
        var denominator = (Int128)Pays * (Units.BasisPoints - FeeBasisPoints);
        var (quotient, remainder) = Int128.DivRem(numerator, denominator);
        return checked((long)(remainder == 0 ? quotient : quotient + 1));
    }

    /// <summary>Splits the settlement of an exchange of <paramref name="source"/> into <paramref name="target"/> coins.</summary>
    /// <exception cref="OverflowException">An amount leaves 64 bits.</exception>
    public SettlementSplit Settle(long source, long target)
    {
        var gross = checked((long)((Int128)source * Pays));
        var value = checked((long)((Int128)target * Asks));
        var fee = (long)((Int128)gross * FeeBasisPoints / Units.BasisPoints);
        return new SettlementSplit(gross, value, fee, checked(gross - value - fee));
    }
}

/// <summary>Who gets what of an exchange, in settlement units: <c>Gross = Value + Fee + Rounding</c>, none negative.</summary>
/// <param name="Gross">What the source coin's issuer pays.</param>
/// <param name="Value">What the target coin's issuer gets.</param>
/// <param name="Fee">The alliance's fee, rounded down.</param>
/// <param name="Rounding">What rounding left, to the alliance.</param>
public readonly record struct SettlementSplit(long Gross, long Value, long Fee, long Rounding);

namespace Federation;

/// <summary>
/// One coin's leg of an exchange that is taken in parts: <see cref="Paid"/> coins of the member's for
/// <see cref="Gives"/> coins of the merchant's. For the first <c>n</c> of the latter the member gives <c>ceil(Paid * n
/// / Gives)</c>, the fee is <c>floor(Fee * n / Gives)</c>, and both brands' money follows from the coins. So the
/// alliance's share is never negative, whatever <c>n</c> is and however it was reached.
/// </summary>
/// <param name="Paid">Coins that the member gives for all of it, 1 or more.</param>
/// <param name="Gives">Coins of the merchant's brand that they become, 1 or more.</param>
/// <param name="OffValue">What the issuer pays for each coin given, in settlement units; 0 for the merchant's own
/// coin.</param>
/// <param name="OnValue">What the merchant's brand gets for each coin made, in settlement units; 0 for its own
/// coin.</param>
/// <param name="Fee">The fee on all of it, in settlement units.</param>
public readonly record struct LegTerms(long Paid, long Gives, long OffValue, long OnValue, long Fee)
{
    /// <summary>What the leg comes to for its first <paramref name="units"/> coins made.</summary>
    /// <param name="units">0 to <see cref="Gives"/>.</param>
    public LegAmounts UpTo(long units)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(units);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(units, Gives);
        var paid = (long)((((Int128)Paid * units) + Gives - 1) / Gives);
        return new(paid, units, OffValue * paid, OnValue * units, (long)((Int128)Fee * units / Gives));
    }
}

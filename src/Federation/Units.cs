namespace Federation;

/// <summary>Bounds that hold for every number of coins and every value of a coin.</summary>
public static class Units
{
    /// <summary>The largest number of units that a command may name, and that it may move on one account:
    /// 10^15.</summary>
    public const long MaxCommand = 1_000_000_000_000_000;

    /// <summary>The furthest that a total may be from 0: 2^62.</summary>
    public const long MaxTotal = 1L << 62;

    /// <summary>The most settlement units that a partner may owe the others: 10^16. What all partners owe is what all
    /// positions, fees and rounding that are positive sum up to: so some hundred partners cannot drive another's total
    /// to its bound.</summary>
    public const long MaxDebt = 10 * MaxCommand;

    /// <summary>The largest value of one coin, in settlement units: 2^40.</summary>
    public const long MaxCoinValue = 1L << 40;

    /// <summary>Basis points in a whole.</summary>
    public const int BasisPoints = 10_000;
}

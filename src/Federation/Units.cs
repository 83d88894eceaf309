namespace Federation;

/// <summary>Bounds that hold for every number of coins and every value of a coin.</summary>
public static class Units
{
    /// <summary>The largest number of units that a command may name: 2^62.</summary>
    public const long MaxCommand = 1L << 62;

    /// <summary>The largest value of one coin, in settlement units: 2^40.</summary>
    public const long MaxCoinValue = 1L << 40;

    /// <summary>Basis points in a whole.</summary>
    public const int BasisPoints = 10_000;
}

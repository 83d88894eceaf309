namespace Federation.Rules;

/// <summary>Allocates an amount over weights, in order: so the parts sum up to it exactly, and no part exceeds its
/// weight unless the amount exceeds all weights together.</summary>
/// <param name="amount">What is allocated.</param>
/// <param name="weights">The sum of the weights; if 0, all parts are 0.</param>
public struct RunningShare(long amount, long weights)
{
    private long before;
    private long given;

    /// <summary>The part of the next weight.</summary>
    public long Next(long weight)
    {
        before += weight;
        if (weights == 0)
            return 0;
        var upTo = HalfUp((Int128)amount * before, weights);
        var part = upTo - given;
        given = upTo;
        return part;
    }

    /// <summary><c>numerator / denominator</c>, neither negative, rounded half up.</summary>
    public static long HalfUp(Int128 numerator, Int128 denominator) =>
        checked((long)(((2 * numerator) + denominator) / (2 * denominator)));

    /// <summary><c>H(amount * basisPoints / 10000)</c>.</summary>
    public static long Percent(long amount, int basisPoints) =>
        HalfUp((Int128)amount * basisPoints, Units.BasisPoints);
}

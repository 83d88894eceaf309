using System.Numerics;

namespace Federation.Exchange;

/// <summary>What a pair of a board comes to before an amount is rounded; fixed fees and limits are left out.
/// Exact.</summary>
internal static class ExactRate
{
    /// <summary>Target coins for one source coin, after the fee in basis points.</summary>
    public static Fraction Of(Rate rate) => new(
        (BigInteger)rate.OffValue * (Units.BasisPoints - rate.FeeBasisPoints),
        (BigInteger)rate.OnValue * Units.BasisPoints);

    /// <summary>What is given and what of it arrives, both coins at their own on-values; each in the same very small
    /// unit.</summary>
    public static (BigInteger Given, BigInteger Arriving) Worth(RateBoard board, CoinPair pair)
    {
        var rate = board.Between(pair.SourceId, pair.TargetId).Rate;
        return ((BigInteger)rate.OnValue * Units.BasisPoints * board.OnValueOf(pair.SourceId),
            (BigInteger)rate.OffValue * (Units.BasisPoints - rate.FeeBasisPoints) * board.OnValueOf(pair.TargetId));
    }

    /// <summary>The share of the worth that arrives in basis points, rounded down; at most 10^15.</summary>
    public static long WorthBasisPoints(RateBoard board, CoinPair pair)
    {
        var (given, arriving) = Worth(board, pair);
        return (long)BigInteger.Min(arriving * Units.BasisPoints / given, Units.MaxCommand);
    }
}

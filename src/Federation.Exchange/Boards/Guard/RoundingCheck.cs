using System.Numerics;

namespace Federation.Exchange;

/// <summary>
/// A second look at a board that is proven safe, with the very integers that payments use: each pair and each
/// there-and-back, at the amounts where rounding, limits and fixed fees change what happens. It should find nothing;
/// if it does, the arithmetic is wrong and the board must not be published.
/// </summary>
internal static class RoundingCheck
{
    private const int ExactMultiples = 3;

    /// <summary>The first fault in the order of the board, or null.</summary>
    public static RoundingFault? FirstFault(RateBoard board, RateArithmetic? arithmetic = null)
    {
        var compute = arithmetic ?? RateArithmetic.OfRate;
        foreach (var source in board.Coins)
            foreach (var target in board.Coins)
                if (source != target && FaultBetween(board, new CoinPair(source, target), compute) is { } fault)
                    return fault;
        return null;
    }

    private static RoundingFault? FaultBetween(RateBoard board, CoinPair pair, RateArithmetic compute)
    {
        var there = board.Between(pair.SourceId, pair.TargetId);
        var back = board.Between(pair.TargetId, pair.SourceId);
        foreach (var units in Boundaries(there, compute))
        {
            // Where a number leaves 64 bits the conversion is refused, and nothing can be gained.
            if (Try(there.Rate, units, compute) is not { } given)
                continue;
            if (given.Split is { Gross: < 0 } or { Value: < 0 } or { Fee: < 0 } or { Rounding: < 0 })
                return new RoundingFault([pair.SourceId, pair.TargetId], units, given.Target, given.Split);
            if (back.Limits.Allows(given.Target) && TryUnits(compute.ExactIn, back.Rate, given.Target) is { } returned
                && returned > units)
                return new RoundingFault([pair.SourceId, pair.TargetId, pair.SourceId], units, returned, null);
        }
        return null;
    }

    private static (long Target, SettlementSplit Split)? Try(Rate rate, long source, RateArithmetic compute)
    {
        try
        {
            var target = compute.ExactIn(rate, source);
            return (target, compute.Settle(rate, source, target));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Amounts within the limits at which one more or less makes a difference.</summary>
    private static IEnumerable<long> Boundaries(PairTerms terms, RateArithmetic compute)
    {
        var (rate, limits) = terms;
        var kept = rate.OffValue * (Units.BasisPoints - rate.FeeBasisPoints);
        var cost = rate.OnValue * Units.BasisPoints;
        // So many source coins, but for the fixed fee, are a whole number of target coins.
        var whole = cost / (long)BigInteger.GreatestCommonDivisor(kept, cost);
        var amounts = new List<long> { 1, 2, limits.MinimumUnits, limits.MinimumUnits + 1, limits.MaximumUnits };
        for (var target = 1; target <= ExactMultiples; target++)
        {
            amounts.Add(whole * target);
            if (TryUnits(compute.ExactOut, rate, target) is { } least)
                amounts.AddRange([least - 1, least, least + 1]);
        }
        return amounts.Where(a => a is > 0 and <= Units.MaxCommand && limits.Allows(a)).Distinct();
    }

    private static long? TryUnits(Func<Rate, long, long> convert, Rate rate, long units)
    {
        try
        {
            return convert(rate, units);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}

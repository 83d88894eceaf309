using System.Numerics;

namespace Federation.Exchange;

/// <summary>
/// Compares a board with its predecessor, to catch slips of typing: none of these makes a board wrong, but a person
/// should say that it is meant. Exact.
/// </summary>
internal static class BoardBand
{
    /// <summary>All that deviates by more than the band, coins first, each sorted by id.</summary>
    /// <param name="previous">The board before; null for the first, which is only compared with itself.</param>
    /// <param name="next">The board to publish.</param>
    /// <param name="bandBasisPoints">How far a number may move, in basis points of the old one: 0 or more.</param>
    public static IReadOnlyList<BoardDeviation> Deviations(RateBoard? previous, RateBoard next, int bandBasisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bandBasisPoints);
        var found = new List<BoardDeviation>();
        if (previous is not null)
        {
            found.AddRange(OfCoins(previous, next));
            found.AddRange(OfPairs(previous, next));
        }
        found.AddRange(OfInverses(next));
        return [.. found.Where(d => Deviates(d, bandBasisPoints))];
    }

    private static IEnumerable<BoardDeviation> OfCoins(RateBoard previous, RateBoard next)
    {
        foreach (var coin in next.Coins.Where(previous.Has))
        {
            var (old, now) = (previous.Values[coin], next.Values[coin]);
            yield return OfValues(DeviationKind.CoinOnValue, coin, null, old.OnValue, now.OnValue);
            yield return OfValues(DeviationKind.CoinOffValue, coin, null, old.OffValue, now.OffValue);
        }
    }

    /// <summary>
    /// Pairs that have their own values on either board, by what applied to them: an override that comes or goes
    /// moves a rate as much as one that changes.
    /// </summary>
    private static IEnumerable<BoardDeviation> OfPairs(RateBoard previous, RateBoard next)
    {
        foreach (var pair in previous.Overrides.Keys.Union(next.Overrides.Keys).Order())
        {
            if (!IsOn(previous, pair) || !IsOn(next, pair))
                continue;
            var (old, now) = (previous.RatesOf(pair), next.RatesOf(pair));
            yield return OfValues(DeviationKind.PairOnValue, pair.SourceId, pair.TargetId, old.OnValue, now.OnValue);
            yield return OfValues(DeviationKind.PairOffValue, pair.SourceId, pair.TargetId, old.OffValue, now.OffValue);
        }
    }

    /// <summary>Overrides against the way back. Where both ways are overridden, they are compared once.</summary>
    private static IEnumerable<BoardDeviation> OfInverses(RateBoard board)
    {
        foreach (var pair in board.Overrides.Keys.Order())
        {
            if (board.Overrides.ContainsKey(pair.Reversed()) && pair.Reversed().CompareTo(pair) < 0)
                continue;
            var (there, back) = (board.RatesOf(pair), board.RatesOf(pair.Reversed()));
            yield return new BoardDeviation(
                DeviationKind.PairInverse, pair.SourceId, pair.TargetId,
                new Fraction(back.OnValue, back.OffValue), new Fraction(there.OffValue, there.OnValue));
        }
    }

    private static bool IsOn(RateBoard board, CoinPair pair) => board.Has(pair.SourceId) && board.Has(pair.TargetId);

    private static BoardDeviation OfValues(DeviationKind kind, string source, string? target, long old, long now) =>
        new(kind, source, target, new Fraction(old, 1), new Fraction(now, 1));

    /// <summary><c>|new - old| * 10000 &gt; old * band</c>.</summary>
    private static bool Deviates(BoardDeviation deviation, int bandBasisPoints)
    {
        var old = deviation.Old.Numerator * deviation.New.Denominator;
        var now = deviation.New.Numerator * deviation.Old.Denominator;
        return BigInteger.Abs(now - old) * Units.BasisPoints > old * bandBasisPoints;
    }
}

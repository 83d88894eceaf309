using System.Numerics;

namespace Federation.Exchange;

/// <summary>
/// Every conversion that a board allows, as the factor by which it multiplies at most: fixed fees, limits and rounding
/// down left out, since each of them only takes away. Coins are numbered in the order of the board.
/// </summary>
internal sealed class ConversionGraph
{
    private readonly (long Kept, long Cost)[] factors;
    private readonly double[] logs;

    public ConversionGraph(RateBoard board)
    {
        Coins = board.Coins;
        factors = new (long, long)[Count * Count];
        logs = new double[Count * Count];
        for (var source = 0; source < Count; source++)
            for (var target = 0; target < Count; target++)
                if (source != target)
                    Set((source * Count) + target, board.Between(Coins[source], Coins[target]).Rate);
    }

    public IReadOnlyList<string> Coins { get; }

    public int Count => Coins.Count;

    /// <summary>The factor's logarithm, about.</summary>
    public double Log(int source, int target) => logs[(source * Count) + target];

    /// <summary>Target coins for one source coin.</summary>
    public Fraction Factor(int source, int target)
    {
        var (kept, cost) = factors[(source * Count) + target];
        return new Fraction(kept, cost);
    }

    /// <summary>
    /// Whether the source coin is worth less than what it becomes: <c>price(source) &lt; factor * price(target)</c>,
    /// exactly.
    /// </summary>
    public bool Exceeds(int source, int target, Fraction[] prices)
    {
        var (kept, cost) = factors[(source * Count) + target];
        var (own, other) = (prices[source], prices[target]);
        return cost * (own.Numerator * other.Denominator) < kept * (other.Numerator * own.Denominator);
    }

    /// <summary>By how much a whole round multiplies, from the first coin through all the others back to it.</summary>
    public Fraction Product(IReadOnlyList<int> cycle)
    {
        var (numerator, denominator) = (BigInteger.One, BigInteger.One);
        for (var i = 0; i < cycle.Count; i++)
        {
            var (kept, cost) = factors[(cycle[i] * Count) + cycle[(i + 1) % cycle.Count]];
            (numerator, denominator) = (numerator * kept, denominator * cost);
        }
        return new Fraction(numerator, denominator);
    }

    private void Set(int edge, Rate rate)
    {
        // At most 2^54 each: a value has at most 41 bits and the basis points 14.
        factors[edge] = (rate.OffValue * (Units.BasisPoints - rate.FeeBasisPoints), rate.OnValue * Units.BasisPoints);
        logs[edge] = Math.Log(factors[edge].Kept) - Math.Log(factors[edge].Cost);
    }
}

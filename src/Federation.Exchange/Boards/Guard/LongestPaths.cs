namespace Federation.Exchange;

/// <summary>
/// The search behind <see cref="ArbitrageProof"/>: what one coin can become worth at most, by any sequence of
/// conversions that ends in some coin at the value it asks. Such a price for each coin is a proof; a sequence that
/// gets longer for ever runs in a cycle that gains.
/// </summary>
/// <remarks>
/// Each coin remembers the conversion that its price came from, its parent. A price is never more than the conversion
/// to the parent yields, since later improvements of the parent only add to that. So if an improvement closes a
/// circle of parents, the circle's exact product is above one.
/// </remarks>
internal sealed class LongestPaths(RateBoard board)
{
    private const int None = -1;

    // Below what the logarithms of a path can tell apart. What is smaller is left to the exact passes.
    private const double Noise = 1e-12;

    private readonly ConversionGraph graph = new(board);
    private readonly int[] parents = [.. Enumerable.Repeat(None, board.Coins.Count)];

    public ArbitrageProof Decide(int exactPasses) =>
        Guess() ?? Verify(PricesAlongParents(), exactPasses) ?? new ArbitrageProof.Undecided();

    /// <summary>Makes the parents in floating point; the cycle, if it met one that exactly gains.</summary>
    private ArbitrageProof.Cycle? Guess()
    {
        var prices = graph.Coins.Select(c => Math.Log(board.OnValueOf(c))).ToArray();
        // Without a cycle that gains, no longest path has more steps than there are coins.
        for (var (pass, changed) = (0, true); changed && pass < graph.Count; pass++)
        {
            changed = false;
            foreach (var (source, target) in Pairs())
            {
                var price = graph.Log(source, target) + prices[target];
                if (price <= prices[source] + Noise)
                    continue;
                if (CycleThrough(source, target) is { } cycle)
                {
                    if (Gaining(cycle) is { } found)
                        return found;
                    continue;
                }
                (prices[source], parents[source], changed) = (price, target, true);
            }
        }
        return null;
    }

    /// <summary>Checks every pair exactly and mends prices until all hold or a cycle gains; null for neither.</summary>
    private ArbitrageProof? Verify(Fraction[] prices, int passes)
    {
        for (var pass = 0; pass < passes; pass++)
        {
            var holds = true;
            foreach (var (source, target) in Pairs())
            {
                if (!graph.Exceeds(source, target, prices))
                    continue;
                if (CycleThrough(source, target) is { } cycle)
                    return Gaining(cycle);
                (prices[source], parents[source]) = (graph.Factor(source, target) * prices[target], target);
                holds = false;
            }
            if (holds)
                return new ArbitrageProof.Safe(graph.Coins.Zip(prices)
                    .ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal));
        }
        return null;
    }

    /// <summary>
    /// The prices that the parents stand for, as fractions: a coin without a parent is worth what it asks.
    /// </summary>
    private Fraction[] PricesAlongParents()
    {
        var prices = new Fraction[graph.Count];
        var path = new Stack<int>();
        for (var coin = 0; coin < graph.Count; coin++)
        {
            for (var at = coin; at != None && prices[at] == default; at = parents[at])
                path.Push(at);
            while (path.TryPop(out var next))
                prices[next] = parents[next] is not None and var parent
                    ? graph.Factor(next, parent) * prices[parent]
                    : new Fraction(board.OnValueOf(graph.Coins[next]), 1);
        }
        return prices;
    }

    /// <summary>The circle of parents that it would close to make the target the source's parent, or null.</summary>
    private List<int>? CycleThrough(int source, int target)
    {
        var steps = 1;
        for (var at = target; at != source; at = parents[at], steps++)
            if (at == None)
                return null;
        var cycle = new List<int>(steps) { source };
        for (var at = target; at != source; at = parents[at])
            cycle.Add(at);
        return cycle;
    }

    /// <summary>The cycle as a finding, if its exact product is above one.</summary>
    private ArbitrageProof.Cycle? Gaining(List<int> cycle)
    {
        var product = graph.Product(cycle);
        if (product <= Fraction.One)
            return null;
        // From the lowest coin on where nothing speaks for another, so that the same board is always refused with the
        // same path.
        var lowest = cycle.IndexOf(cycle.Min());
        var path = cycle[lowest..].Concat(cycle[..lowest]).Select(coin => graph.Coins[coin]).ToList();
        var (start, units) = CycleGain.Find(board, path);
        return new ArbitrageProof.Cycle([.. path[start..], .. path[..start]], product, units);
    }

    private IEnumerable<(int Source, int Target)> Pairs()
    {
        for (var source = 0; source < graph.Count; source++)
            for (var target = 0; target < graph.Count; target++)
                if (source != target)
                    yield return (source, target);
    }
}

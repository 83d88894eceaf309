namespace Federation.Exchange;

/// <summary>
/// Fills a payment from ranges in their order. Where that leaves a coin below its minimum, both ways out are
/// tried: without the coin, and with its minimum first of all.
/// </summary>
internal sealed class PlanSearch(long targetUnits, SourceOffer[] offers)
{
    /// <summary>How many distributions one exploration looks at; a payment has to be planned in milliseconds.</summary>
    public const int NodesEach = 100;

    // How many all explorations together look at.
    private const int NodesOfAll = 400;

    private enum Part
    {
        Optional,
        Left,
        Taken,
    }

    private int nodes;
    private int nodesOfThis;

    /// <summary>Whether the first distribution that adds up is the one, whatever it costs.</summary>
    public bool TakesFirst { get; init; }

    /// <summary>Target units by offer of the cheapest distribution so far; of equals the first.</summary>
    public long[]? Best { get; private set; }

    /// <summary>What <see cref="Best"/> costs, in settlement units.</summary>
    public Int128? BestCost { get; private set; }

    /// <summary>The most target units, up to those wanted, that some coins were found to give by the rules.</summary>
    public long Reached { get; private set; }

    /// <summary>The offers that <see cref="Best"/> uses.</summary>
    public int[] Used() => [.. Enumerable.Range(0, offers.Length).Where(i => Best?[i] > 0)];

    public IReadOnlyList<PlannedLeg> Legs(long[] amounts) =>
        [.. offers.Zip(amounts).Where(p => p.Second > 0).Select(p => p.First.Leg(p.Second))];

    public Int128 Cost(long[] amounts)
    {
        Int128 cost = 0;
        for (var i = 0; i < amounts.Length; i++)
            if (amounts[i] > 0)
                cost += offers[i].Cost(amounts[i]);
        return cost;
    }

    /// <summary>Looks for distributions that use only these ranges, in this order.</summary>
    public void Explore(LotRange[] ranges)
    {
        nodesOfThis = 0;
        Explore(ranges, new Part[offers.Length]);
    }

    private void Explore(LotRange[] ranges, Part[] parts)
    {
        if (nodes >= NodesOfAll || nodesOfThis >= NodesEach || (TakesFirst && Best is not null))
            return;
        (nodes, nodesOfThis) = (nodes + 1, nodesOfThis + 1);
        if (Fill(ranges, parts) is not { } amounts)
            return;

        var (reached, tooLittle) = (0L, -1);
        for (var i = 0; i < amounts.Length; i++)
            if (amounts[i] == 0 || amounts[i] >= offers[i].Least)
                reached += amounts[i];
            else
                tooLittle = i;
        Reached = long.Max(Reached, reached);
        if (tooLittle < 0)
        {
            Consider(amounts, reached);
            return;
        }
        foreach (var part in (Part[])[Part.Left, Part.Taken])
        {
            var decided = (Part[])parts.Clone();
            decided[tooLittle] = part;
            Explore(ranges, decided);
        }
    }

    /// <summary>The distribution that the ranges' order makes, or null where what is taken is too much.</summary>
    private long[]? Fill(LotRange[] ranges, Part[] parts)
    {
        var amounts = new long[offers.Length];
        var missing = targetUnits;
        for (var i = 0; i < parts.Length; i++)
            if (parts[i] == Part.Taken)
            {
                amounts[i] = offers[i].Least;
                if (amounts[i] > missing)
                    return null;
                missing -= amounts[i];
            }
        foreach (var (offer, until) in ranges)
        {
            if (missing == 0)
                break;
            if (parts[offer] == Part.Left || until <= amounts[offer])
                continue;
            var more = long.Min(missing, until - amounts[offer]);
            amounts[offer] += more;
            missing -= more;
        }
        return amounts;
    }

    private void Consider(long[] amounts, long reached)
    {
        if (reached < targetUnits)
            return;
        var cost = Cost(amounts);
        if (BestCost is null || cost < BestCost)
            (Best, BestCost) = (amounts, cost);
    }
}

namespace Federation.Exchange;

/// <summary>
/// Makes up a payment of exactly so many of the merchant's coins from a member's coins, so that the member loses
/// little: the least of what the coins given are worth above what the merchant gets. Pure and deterministic.
/// </summary>
/// <remarks>
/// <para>
/// Without minimums and fixed fees the coins are taken by their exact unit cost, the cheapest first. No distribution of
/// target units costs less at the proportional rates, which are a lower bound of every integer conversion; rounding
/// each leg up adds less than one unit of its coin. So the loss is within one unit of each coin that this uses of
/// the least there is. Where all coins have one value and there are no fees, it is exactly the least: every
/// distribution costs the same.
/// </para>
/// <para>
/// Minimums make it a choice which coins take part. <see cref="PlanSearch"/> tries both for each coin that would give
/// too little. One of the distributions without a choice left is the cheapest, at the proportional rates, of
/// all that choose like the best one, so that the bound holds, as long as there are no more than
/// <see cref="PlanSearch.NodesEach"/> to look at: always with five coins that have a minimum, and as a rule with many.
/// Beyond that the plan is the best that was tried. A fixed fee is a cost of taking part at all, and so the bound grows
/// by the fixed fees of the coins used.
/// </para>
/// <para>
/// The plan is often nearer: each coin alone, the coins one after the other, and leaving out each coin that is used
/// are tried as well, and the least loss is taken.
/// </para>
/// <para>
/// Coins of the same unit cost are taken by the expiry of their lots, then by id; a plan that takes them otherwise must
/// lose less.
/// </para>
/// </remarks>
internal static class PaymentPlanner
{
    /// <summary>Plans one payment.</summary>
    /// <param name="targetUnits">What the merchant is to get of its own coin: 1 to 10^15.</param>
    /// <param name="targetOnValue">What the merchant's issuer asks for one of these, in settlement units.</param>
    /// <param name="sources">The member's coins, each once.</param>
    /// <param name="wishes">What the member wants.</param>
    public static PaymentPlan Plan(
        long targetUnits, long targetOnValue, IEnumerable<PaymentSource> sources, PaymentWishes wishes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetUnits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(targetUnits, Units.MaxCommand);
        var offers = sources.Where(s => !wishes.Excluded.Contains(s.CoinId)).Select(s => new SourceOffer(s))
            .Where(o => o.IsUsable);
        var search = wishes.Order is { } order
            ? Ordered(targetUnits, [.. offers], order)
            : Cheapest(targetUnits, [.. offers]);
        return search.Best is { } best
            ? new PaymentPlan(search.Legs(best), search.Cost(best) - ((Int128)targetUnits * targetOnValue), 0)
            : new PaymentPlan([], 0, targetUnits - search.Reached);
    }

    /// <summary>
    /// Each coin as far as it goes. One that would give less than its minimum is passed over; only where that leaves
    /// something missing do the coins before it give less for its sake.
    /// </summary>
    private static PlanSearch Ordered(long targetUnits, SourceOffer[] offers, IReadOnlyList<string> order)
    {
        var byCoin = offers.ToDictionary(o => o.CoinId, StringComparer.Ordinal);
        SourceOffer[] wanted = [.. order.Where(byCoin.ContainsKey).Select(c => byCoin[c])];
        var search = new PlanSearch(targetUnits, wanted) { TakesFirst = true };
        search.Explore(Whole(wanted));
        return search;
    }

    private static PlanSearch Cheapest(long targetUnits, SourceOffer[] offers)
    {
        SourceOffer[] sorted = [.. offers.OrderBy(o => o.UnitCost).ThenBy(o => o.LotRanges().First().UseBy)
            .ThenBy(o => o.CoinId, StringComparer.Ordinal)];
        var search = new PlanSearch(targetUnits, sorted);
        var whole = Whole(sorted);
        search.Explore(ByExpiry(sorted));
        search.Explore(whole);
        for (var i = 0; i < sorted.Length; i++)
            if (sorted[i].Most >= targetUnits)
                search.Explore([whole[i]]);

        // Leaving out a coin saves its rounding and its fixed fee, as long as the others cost less.
        for (Int128? before = null; search.BestCost != before;)
        {
            before = search.BestCost;
            foreach (var used in search.Used())
                search.Explore([.. whole.Where(s => s.Offer != used)]);
        }
        return search;
    }

    private static LotRange[] Whole(SourceOffer[] offers) => [.. offers.Select((o, i) => new LotRange(i, o.Most))];

    /// <summary>The lots of all coins by unit cost, among equals by the time until which they are best used.</summary>
    private static LotRange[] ByExpiry(SourceOffer[] sorted)
    {
        var ranks = new int[sorted.Length];
        for (var i = 1; i < sorted.Length; i++)
            ranks[i] = sorted[i].UnitCost == sorted[i - 1].UnitCost ? ranks[i - 1] : i;
        return [.. Enumerable.Range(0, sorted.Length)
            .SelectMany(i => sorted[i].LotRanges().Select(s => (Offer: i, s.Until, s.UseBy)))
            .OrderBy(s => ranks[s.Offer]).ThenBy(s => s.UseBy)
            .ThenBy(s => sorted[s.Offer].CoinId, StringComparer.Ordinal).ThenBy(s => s.Until)
            .Select(s => new LotRange(s.Offer, s.Until))];
    }
}

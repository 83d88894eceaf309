using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Chooses the coupons that are best for the member.</summary>
internal static class CouponChoice
{
    // So many coupons are tried in all combinations.
    private const int MostInAllCombinations = 6;

    /// <param name="facts">Has the coupons.</param>
    /// <param name="order">Says whether coupons that were not shown may be used.</param>
    /// <param name="evaluate">What the order comes to with some coupons.</param>
    /// <returns>The coupons that were shown, and those chosen.</returns>
    public static IReadOnlyList<CouponFacts> Best(
        Facts facts, Order order, Func<IReadOnlyList<CouponFacts>, Evaluation> evaluate)
    {
        var shown = facts.Coupons.Where(c => c.Shown).ToList();
        if (!order.AutoCoupons)
            return shown;
        var others = CouponPool.InOrder(
            facts.Coupons.Where(c => !c.Shown && c.UsesLeft > 0 && c.ExpireTime > order.OrderTime)).ToList();
        var tried = new Dictionary<string, Tried>(StringComparer.Ordinal);
        var chosen = others.Count <= MostInAllCombinations ? OfAll(others, Try) : Greedy(others, Try);
        return [.. shown, .. chosen];

        Tried Try(IReadOnlyList<CouponFacts> some)
        {
            var key = string.Join(' ', some.Select(c => c.Name));
            if (!tried.TryGetValue(key, out var known))
                tried[key] = known = Tried.Of(some, evaluate([.. shown, .. some]), facts);
            return known;
        }
    }

    private static IReadOnlyList<CouponFacts> OfAll(
        List<CouponFacts> others, Func<IReadOnlyList<CouponFacts>, Tried> attempt)
    {
        var best = attempt([]);
        for (var subset = 1; subset < 1 << others.Count; subset++)
        {
            var some = attempt([.. others.Where((_, i) => (subset & (1 << i)) != 0)]);
            if (some.IsBetterThan(best))
                best = some;
        }
        return best.Coupons;
    }

    private static IReadOnlyList<CouponFacts> Greedy(
        List<CouponFacts> others, Func<IReadOnlyList<CouponFacts>, Tried> attempt)
    {
        var best = attempt([]);
        while (BestOf(others.Except(best.Coupons).Select(c => attempt([.. best.Coupons, c]))) is { } more
            && more.IsBetterThan(best))
            best = more;
        while (best.Coupons.SelectMany(_ => others.Except(best.Coupons), (give, take) =>
            attempt([.. best.Coupons.Where(c => c != give), take])).FirstOrDefault(t =>
            t.IsBetterThan(best)) is { } swapped)
            best = swapped;
        return best.Coupons;
    }

    private static Tried? BestOf(IEnumerable<Tried> some) =>
        some.Aggregate((Tried?)null, (best, next) => best is null || next.IsBetterThan(best) ? next : best);
}

using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Chooses the coupons that were not shown.</summary>
internal sealed class CouponChoice(Facts facts, Func<IReadOnlyList<CouponFacts>, Evaluation> evaluate)
{
    private const int AllSubsets = 6;

    public Evaluation Best(IEnumerable<CouponFacts> coupons)
    {
        var candidates = Coupons.InOrder(coupons).ToList();
        return candidates.Count <= AllSubsets ? BestSubset(candidates) : BestStepByStep(candidates);
    }

    private Evaluation BestSubset(List<CouponFacts> candidates)
    {
        var best = evaluate([]);
        for (var subset = 1; subset < 1 << candidates.Count; subset++)
        {
            var tried = evaluate([.. candidates.Where((_, i) => (subset >> i) % 2 == 1)]);
            if (IsBetter(tried, best))
                best = tried;
        }
        return best;
    }

    private Evaluation BestStepByStep(List<CouponFacts> candidates)
    {
        var chosen = new List<CouponFacts>();
        var best = evaluate(chosen);
        while (BestAddition(candidates, chosen) is var (addition, added) && IsBetter(added, best))
            (best, chosen) = (added, [.. chosen, addition]);
        while (Exchange(candidates, chosen, best) is var (exchanged, result))
            (best, chosen) = (result, exchanged);
        return best;
    }

    private (CouponFacts Coupon, Evaluation Result)? BestAddition(
        List<CouponFacts> candidates, List<CouponFacts> chosen)
    {
        (CouponFacts Coupon, Evaluation Result)? best = null;
        foreach (var coupon in candidates.Except(chosen))
        {
            var tried = evaluate([.. chosen, coupon]);
            if (best is null || IsBetter(tried, best.Value.Result))
                best = (coupon, tried);
        }
        return best;
    }

    /// <summary>The first exchange of one in for one out that is better.</summary>
    private (List<CouponFacts> Chosen, Evaluation Result)? Exchange(
        List<CouponFacts> candidates, List<CouponFacts> chosen, Evaluation best)
    {
        foreach (var inside in candidates.Where(chosen.Contains))
            foreach (var outside in candidates.Except(chosen))
            {
                List<CouponFacts> tried = [.. chosen.Where(c => c != inside), outside];
                var result = evaluate(tried);
                if (IsBetter(result, best))
                    return (tried, result);
            }
        return null;
    }

    private bool IsBetter(Evaluation one, Evaluation other)
    {
        if (one.TotalMinorUnits != other.TotalMinorUnits)
            return one.TotalMinorUnits < other.TotalMinorUnits;
        if (one.UsedCoupons.Count != other.UsedCoupons.Count)
            return one.UsedCoupons.Count < other.UsedCoupons.Count;
        var order = Coupons.InOrder(facts.Coupons).Select(c => c.Name).ToList();
        var places = Places(one, order).Zip(Places(other, order)).ToList();
        var difference = places.FirstOrDefault(p => p.First != p.Second);
        return difference.First < difference.Second;
    }

    private static IEnumerable<int> Places(Evaluation evaluation, List<string> order) =>
        evaluation.UsedCoupons.Select(name => order.IndexOf(name)).Order();
}

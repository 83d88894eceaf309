namespace Federation.Exchange.Tests;

/// <summary>What holds for every plan, and the best one by trying all.</summary>
internal static class PlanLaws
{
    /// <summary>The sum is right, every leg is exact-out and within all bounds, and the loss is what it says.</summary>
    public static void AssertKeepsTheRules(
        PaymentPlan plan, long targetUnits, long targetOnValue, IReadOnlyCollection<PaymentSource> sources)
    {
        Assert.Equal(0, plan.MissingUnits);
        Assert.Equal(targetUnits, plan.Legs.Sum(l => l.TargetUnits));
        Assert.Equal(plan.Legs.Count, plan.Legs.DistinctBy(l => l.CoinId).Count());
        Int128 worth = 0;
        foreach (var leg in plan.Legs)
        {
            var source = sources.Single(s => s.CoinId == leg.CoinId);
            Assert.Equal(Least(source, leg.TargetUnits), leg.SourceUnits);
            worth += (Int128)leg.SourceUnits * source.OnValue;
        }
        Assert.Equal(worth - ((Int128)targetUnits * targetOnValue), plan.Loss);
    }

    /// <summary>
    /// The least that source coins worth so much can make each sum of target units from 0 on; null where none can.
    /// </summary>
    public static long?[] CheapestSums(IEnumerable<PaymentSource> sources, int targetUnits)
    {
        var cheapest = new long?[targetUnits + 1];
        cheapest[0] = 0;
        foreach (var source in sources)
        {
            var costs = Enumerable.Range(0, targetUnits + 1)
                .Select(t => t == 0 ? 0 : Least(source, t) is { } units ? units * source.OnValue : (long?)null)
                .ToArray();
            cheapest = [.. Enumerable.Range(0, targetUnits + 1).Select(sum =>
                Enumerable.Range(0, sum + 1).Min(t => cheapest[sum - t] + costs[t]))];
        }
        return cheapest;
    }

    /// <summary>The source units that the target units take, or null where a bound forbids them.</summary>
    private static long? Least(PaymentSource source, long targetUnits)
    {
        var units = source.Terms is { } terms ? terms.Rate.ExactOut(targetUnits) : targetUnits;
        return units <= source.Lots.Sum(l => (decimal)l.Units) && units <= (source.CapUnits ?? long.MaxValue)
            && (source.Terms?.Limits.Allows(units) ?? true) ? units : null;
    }
}

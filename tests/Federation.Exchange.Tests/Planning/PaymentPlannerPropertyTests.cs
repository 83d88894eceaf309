namespace Federation.Exchange.Tests;

/// <summary>The planner against the best of all distributions, on small cases.</summary>
public class PaymentPlannerPropertyTests(ITestOutputHelper output)
{
    private const int Rounds = 5_000;

    // Which of minimums and fixed fees there are.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void AgainstAllDistributions_IsWithinTheStatedBound(bool minimums, bool fixedFees)
    {
        var random = new Random(Boards.AnySeed(output));
        var (planned, exact, unpaid) = (0, 0, 0);
        var worst = 0m;
        for (var i = 0; i < Rounds; i++)
        {
            var targetOnValue = random.Next(1, 40);
            var sources = AnySources(random, targetOnValue, minimums, fixedFees);
            var units = random.Next(1, 60);
            var sums = PlanLaws.CheapestSums(sources, units);

            var plan = PaymentPlanner.Plan(units, targetOnValue, sources, PaymentWishes.None);

            if (sums[units] is not { } least)
            {
                Assert.Equal(units - Array.FindLastIndex(sums, s => s is not null), plan.MissingUnits);
                unpaid++;
                continue;
            }
            PlanLaws.AssertKeepsTheRules(plan, units, targetOnValue, sources);
            var above = plan.Loss - (least - ((long)units * targetOnValue));
            var bound = sources.Sum(BoundOf);
            Assert.True(above >= 0 && above <= (Int128)bound, $"round {i}: {above} above the least, bound {bound}");
            planned++;
            exact += above == 0 ? 1 : 0;
            worst = decimal.Max(worst, (decimal)above / bound);
        }
        output.WriteLine(
            $"{planned} planned, {100m * exact / planned:F1} % the least, worst {100 * worst:F0} % of the bound; "
            + $"{unpaid} missing");
        Assert.True(planned > Rounds / 4 && unpaid > 50, $"{planned} planned, {unpaid} missing");
    }

    /// <summary>Every pair of coins with small values, few coins of each, and every small amount: as good as any
    /// distribution, but for less than a unit of each coin; exactly as good where the values are equal.</summary>
    [Fact]
    public void EverySmallCase_IsWithinAUnitOfTheBest_AndTheBestWhereValuesAreEqual()
    {
        const int TargetOnValue = 2;
        var (cases, above) = (0, 0);
        var coins = (from onValue in Enumerable.Range(1, 3)
                     from offValue in Enumerable.Range(1, 3)
                     from lot in Enumerable.Range(1, 3)
                     select (onValue, offValue, lot)).ToList();
        foreach (var first in coins)
            foreach (var second in coins)
                foreach (var fee in (int[])[0, 2_500])
                {
                    PaymentSource[] sources = [SourceOf("c0", first, fee), SourceOf("c1", second, fee)];
                    var sums = PlanLaws.CheapestSums(sources, 7);
                    for (var units = 1; units <= 7; units++)
                    {
                        var plan = PaymentPlanner.Plan(units, TargetOnValue, sources, PaymentWishes.None);
                        cases++;
                        if (sums[units] is not { } least)
                        {
                            Assert.Equal(
                                units - Array.FindLastIndex(sums, units, s => s is not null), plan.MissingUnits);
                            continue;
                        }
                        PlanLaws.AssertKeepsTheRules(plan, units, TargetOnValue, sources);
                        var more = plan.Loss - (least - (units * TargetOnValue));
                        var equal = fee == 0
                            && sources.All(
                                s => s.OnValue == TargetOnValue && s.Terms!.Value.Rate.OffValue == TargetOnValue);
                        Assert.True(more >= 0 && more < (equal ? 1 : sources.Sum(s => s.OnValue)),
                            $"{first} {second} fee {fee}, {units}: {more} above");
                        above += more > 0 ? 1 : 0;
                    }
                }
        output.WriteLine($"{cases} cases, {above} above the best");

        static PaymentSource SourceOf(string coin, (int OnValue, int OffValue, int Lot) of, int fee) =>
            PaymentPlannerTests.Source(coin, of.OnValue, of.OffValue, fee: fee, targetOnValue: TargetOnValue) with
            {
                Lots = [PaymentPlannerTests.Lot(of.Lot, null)],
            };
    }

    [Fact]
    public void EqualValuesWithoutFees_LoseNothing_AndUseTheEarliestExpiries()
    {
        var random = new Random(Boards.AnySeed(output));
        for (var i = 0; i < Rounds; i++)
        {
            var value = random.Next(1, 1_000);
            PaymentSource[] sources = [.. Enumerable.Range(0, random.Next(1, 6)).Select(c =>
                PaymentPlannerTests.Source($"c{c}", value, value, targetOnValue: value) with
                {
                    Lots = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(30)).Order()
                        .Select(day => PaymentPlannerTests.Lot(random.Next(1, 20), day))],
                })];
            var units = random.Next(1, 80);
            var all = sources.SelectMany(s => s.Lots).Sum(l => l.Units);

            var plan = PaymentPlanner.Plan(units, value, sources, PaymentWishes.None);

            Assert.Equal(long.Max(0, units - all), plan.MissingUnits);
            Assert.Equal(0, plan.Loss);
            if (plan.MissingUnits > 0)
                continue;
            PlanLaws.AssertKeepsTheRules(plan, units, value, sources);
            var taken = plan.Legs.SelectMany(l => Taken(sources.Single(s => s.CoinId == l.CoinId).Lots, l.SourceUnits));
            Assert.Equal(Taken([.. sources.SelectMany(s => s.Lots).OrderBy(l => l.ExpireTime)], units), taken.Order());
        }
    }

    [Fact]
    public void SameSourcesInAnyOrder_MakeTheSamePlan()
    {
        var random = new Random(Boards.AnySeed(output));
        for (var i = 0; i < Rounds; i++)
        {
            var targetOnValue = random.Next(1, 40);
            var sources = AnySources(random, targetOnValue, random.Next(2) == 0, random.Next(2) == 0);
            var units = random.Next(1, 60);

            var plan = PaymentPlanner.Plan(units, targetOnValue, sources, PaymentWishes.None);
            random.Shuffle(sources);
            var again = PaymentPlanner.Plan(units, targetOnValue, sources, PaymentWishes.None);

            Assert.Equal(plan.Legs, again.Legs);
            Assert.Equal((plan.Loss, plan.MissingUnits), (again.Loss, again.MissingUnits));
        }
    }

    /// <summary>One unit of the coin, and its fixed fee in such units.</summary>
    private static decimal BoundOf(PaymentSource source)
    {
        if (source.Terms is not { Rate: var rate })
            return source.OnValue;
        var fixedUnits = (decimal)rate.FixedFee * 10_000 / (rate.OffValue * (10_000 - rate.FeeBasisPoints));
        return decimal.Ceiling((1 + fixedUnits) * source.OnValue);
    }

    /// <summary>The expiry of each unit taken.</summary>
    private static IEnumerable<DateTimeOffset?> Taken(IEnumerable<AvailableLot> lots, long units) =>
        lots.SelectMany(l => Enumerable.Repeat(l.ExpireTime, (int)l.Units)).Take((int)units);

    private static PaymentSource[] AnySources(Random random, int targetOnValue, bool minimums, bool fixedFees)
    {
        var alike = random.Next(3) == 0;
        var own = random.Next(4) == 0 ? 0 : -1;
        return [.. Enumerable.Range(0, random.Next(1, 6)).Select(i =>
        {
            var onValue = alike ? targetOnValue : random.Next(1, 40);
            var minimum = minimums ? random.Next(30) : 0;
            var maximum = random.Next(3) == 0 ? minimum + random.Next(1, 30) : 0;
            var source = PaymentPlannerTests.Source(
                $"c{i}", onValue, alike ? onValue : random.Next(1, 40), fee: random.Next(2) * random.Next(3_000),
                fixedFee: fixedFees ? random.Next(60) : 0, limits: new ConversionLimits(minimum, maximum),
                targetOnValue: targetOnValue) with
            {
                Lots = [.. Enumerable.Range(0, random.Next(1, 4))
                    .Select(_ => PaymentPlannerTests.Lot(random.Next(25), random.Next(4) > 0 ? random.Next(9) : null))],
                CapUnits = random.Next(4) == 0 ? random.Next(30) : null,
            };
            return i == own ? source with { OnValue = targetOnValue, Terms = null } : source;
        })];
    }
}

using System.Diagnostics;

namespace Federation.Exchange.Tests;

public class PaymentPlannerTests(ITestOutputHelper output)
{
    private static readonly DateTimeOffset Now = Given.Now;

    [Fact]
    public void Cheapest_IsTakenFirst()
    {
        var plan = PaymentPlanner.Plan(
            30, 10, [Source("ash", 10, 8, units: 100), Source("elm", 10, 9, units: 20)], PaymentWishes.None);

        // 20 elm of 9 give 18 of 10; the other 12 cost 15 ash of 8. They are worth 200 + 150, the coins 300.
        Assert.Equal([new("elm", 20, 18), new PlannedLeg("ash", 15, 12)], plan.Legs);
        Assert.Equal((50, 0), (plan.Loss, plan.MissingUnits));
    }

    [Fact]
    public void MerchantsOwnCoin_IsRedeemedForWhatItIs()
    {
        var own = Source("yew", 10, 10, units: 7) with { Terms = null };
        var plan = PaymentPlanner.Plan(10, 10, [Source("ash", 10, 9, units: 100), own], PaymentWishes.None);

        Assert.Equal([new("yew", 7, 7), new PlannedLeg("ash", 4, 3)], plan.Legs);
        Assert.Equal(10, plan.Loss);
    }

    [Fact]
    public void EqualCost_EarliestExpiryFirst_ThenTheId()
    {
        var ash = Source("ash", 10, 10) with { Lots = [Lot(5, 3), Lot(5, 9), Lot(90, null)] };
        var elm = Source("elm", 10, 10) with { Lots = [Lot(4, 1), Lot(4, 9), Lot(4, 12)] };

        IReadOnlyList<PlannedLeg> Legs(long units) =>
            PaymentPlanner.Plan(units, 10, [elm, ash], PaymentWishes.None).Legs;

        Assert.Equal([new("elm", 3, 3)], Legs(3));
        Assert.Equal([new("elm", 4, 4), new("ash", 1, 1)], Legs(5));
        Assert.Equal([new("elm", 4, 4), new("ash", 10, 10)], Legs(14));
        Assert.Equal([new("elm", 5, 5), new("ash", 10, 10)], Legs(15));
        Assert.Equal([new("elm", 12, 12), new("ash", 10, 10)], Legs(22));
        Assert.Equal([new("elm", 12, 12), new("ash", 11, 11)], Legs(23));
    }

    [Fact]
    public void CapAvailabilityAndMaximum_Bound()
    {
        var capped = Source("ash", 10, 10, units: 100) with { CapUnits = 6 };
        var limited = Source("elm", 10, 10, units: 100, limits: new ConversionLimits(0, 5));
        var few = Source("oak", 10, 10, units: 4);

        var plan = PaymentPlanner.Plan(15, 10, [capped, limited, few], PaymentWishes.None);
        var over = PaymentPlanner.Plan(18, 10, [capped, limited, few], PaymentWishes.None);

        Assert.Equal([("ash", 6L), ("elm", 5L), ("oak", 4L)], plan.Legs.Select(l => (l.CoinId, l.SourceUnits)).Order());
        Assert.Equal(3, over.MissingUnits);
        Assert.Empty(over.Legs);
    }

    [Fact]
    public void Minimum_TakesBackFromTheCheaperCoin()
    {
        var cheap = Source("ash", 10, 10, units: 18);
        var atLeastFive = Source("elm", 10, 9, units: 100, limits: new ConversionLimits(5, 0));

        var plan = PaymentPlanner.Plan(20, 10, [cheap, atLeastFive], PaymentWishes.None);

        // Two of elm would take 3, fewer than its minimum: 5 take part and give 4.
        Assert.Equal([new("ash", 16, 16), new PlannedLeg("elm", 5, 4)], plan.Legs);
    }

    [Fact]
    public void Minimum_AboveWhatIsWanted_LeavesTheCoinOut()
    {
        var best = Source("ash", 10, 10, units: 100, limits: new ConversionLimits(50, 0));
        var other = Source("elm", 10, 5, units: 30);

        Assert.Equal(
            [new PlannedLeg("elm", 20, 10)], PaymentPlanner.Plan(10, 10, [best, other], PaymentWishes.None).Legs);
        Assert.Equal(20 - 15, PaymentPlanner.Plan(20, 10, [best, other], PaymentWishes.None).MissingUnits);
    }

    [Fact]
    public void FixedFee_OneCoinInsteadOfMany()
    {
        var many = Enumerable.Range(0, 5).Select(i => Source($"m{i}", 10, 10, units: 10, fixedFee: 30));
        var one = Source("one", 10, 9, units: 100);

        var plan = PaymentPlanner.Plan(40, 10, [.. many, one], PaymentWishes.None);

        Assert.Equal([new PlannedLeg("one", 45, 40)], plan.Legs);
        Assert.Equal(50, plan.Loss);
    }

    [Fact]
    public void Excluded_IsNotTouched()
    {
        PaymentSource[] sources = [Source("ash", 10, 10, units: 9), Source("elm", 10, 5, units: 9)];

        var plan = PaymentPlanner.Plan(4, 10, sources, new PaymentWishes { Excluded = ["ash"] });
        var missing = PaymentPlanner.Plan(5, 10, sources, new PaymentWishes { Excluded = ["ash"] });

        Assert.Equal([new PlannedLeg("elm", 8, 4)], plan.Legs);
        Assert.Equal(1, missing.MissingUnits);
    }

    [Fact]
    public void Order_IsKept_AndOtherCoinsAreNotUsed()
    {
        PaymentSource[] sources =
        [
            Source("ash", 10, 10, units: 9), Source("elm", 10, 5, units: 9), Source("oak", 10, 9, units: 20),
        ];
        var wishes = new PaymentWishes { Order = ["elm", "oak"] };

        // 9 elm would give 4.5: the half is lost to nobody, since 4 take only 8.
        Assert.Equal(
            [new("elm", 8, 4), new PlannedLeg("oak", 7, 6)], PaymentPlanner.Plan(10, 10, sources, wishes).Legs);
        Assert.Equal(1, PaymentPlanner.Plan(23, 10, sources, wishes).MissingUnits);
        Assert.Equal(7, PaymentPlanner.Plan(7, 10, sources, new PaymentWishes { Order = [] }).MissingUnits);
    }

    [Fact]
    public void Order_MinimumIsPassedOver_OrElseTakesBack()
    {
        PaymentSource[] sources =
        [
            Source("ash", 10, 10, units: 18),
            Source("elm", 10, 10, units: 100, limits: new ConversionLimits(5, 0)),
            Source("oak", 10, 1, units: 100),
        ];

        IReadOnlyList<PlannedLeg> Legs(params string[] order) =>
            PaymentPlanner.Plan(20, 10, sources, new PaymentWishes { Order = order }).Legs;

        Assert.Equal([new("ash", 18, 18), new("oak", 20, 2)], Legs("ash", "elm", "oak"));
        Assert.Equal([new("ash", 15, 15), new("elm", 5, 5)], Legs("ash", "elm"));
        Assert.Equal([new("elm", 20, 20)], Legs("elm", "ash"));
    }

    [Fact]
    public void LargestNumbers_AreExact()
    {
        var large = 999_999_999_999_999;
        var source = Source("ash", 1, 1, units: Units.MaxCommand) with
        {
            Lots = [Lot(Units.MaxCommand, 1), Lot(Units.MaxCommand, 2)],
            Terms = new PairTerms(new Rate(1, 1, 0), default),
        };

        Assert.Equal([new("ash", large, large)], PaymentPlanner.Plan(large, 1, [source], PaymentWishes.None).Legs);
        Assert.Equal(
            [new("ash", Units.MaxCommand, Units.MaxCommand)],
            PaymentPlanner.Plan(Units.MaxCommand, 1, [source], PaymentWishes.None).Legs);
        // A leg whose settlement would leave 64 bits is not offered.
        var dear = Source(
            "elm", Units.MaxCoinValue, Units.MaxCoinValue, Units.MaxCommand, targetOnValue: Units.MaxCoinValue);
        var most = long.MaxValue / Units.MaxCoinValue;
        Assert.Equal(
            Units.MaxCommand - most,
            PaymentPlanner.Plan(Units.MaxCommand, Units.MaxCoinValue, [dear], PaymentWishes.None).MissingUnits);
        Assert.Equal(
            [new("elm", most, most)],
            PaymentPlanner.Plan(most, Units.MaxCoinValue, [dear], PaymentWishes.None).Legs);
    }

    [Fact]
    public void FiftyCoinsOfTwentyLots_ArePlannedInTime()
    {
        var random = new Random(Boards.AnySeed(output));
        PaymentSource[] Sources(bool alike, bool limited) => [.. Enumerable.Range(0, 50).Select(i =>
        {
            var onValue = alike ? 100 : random.Next(50, 150);
            var limits = limited ? new ConversionLimits(random.Next(300, 800), random.Next(900, 3_000)) : default;
            return Source(
                $"c{i:00}", onValue, alike ? 100 : random.Next(40, onValue), fee: alike ? 0 : 50, limits: limits,
                fixedFee: limited ? random.Next(1_000) : 0, targetOnValue: 100) with
            {
                Lots = [.. Enumerable.Range(0, 20).Select(_ => Lot(random.Next(1, 100), random.Next(365)))],
            };
        })];
        foreach (var (alike, limited) in ((bool, bool)[])[(true, false), (false, false), (true, true), (false, true)])
        {
            var sources = Sources(alike, limited);
            // For the compiler, which takes longer than the planner.
            for (var i = 0; i < 50; i++)
                PaymentPlanner.Plan(10_000, 100, sources, PaymentWishes.None);
            var least = TimeSpan.MaxValue;
            foreach (var units in (long[])[1, 1_000, 10_000, 13_377, 20_000])
            {
                var started = Stopwatch.GetTimestamp();
                var plan = PaymentPlanner.Plan(units, 100, sources, PaymentWishes.None);
                var took = Stopwatch.GetElapsedTime(started);
                least = took < least ? took : least;
                output.WriteLine(
                    $"alike {alike}, limited {limited}, {units} units: {plan.Legs.Count} legs, missing "
                    + $"{plan.MissingUnits}, loss {plan.Loss} in {took.TotalMilliseconds:F2} ms");
                if (plan.MissingUnits == 0)
                    PlanLaws.AssertKeepsTheRules(plan, units, 100, sources);
                Assert.True(plan.MissingUnits == 0 || units is 1 or 20_000);
            }
            // A few milliseconds on a usual machine: this is for what would never end.
            Assert.True(least < TimeSpan.FromMinutes(2), $"took {least}");
        }
    }

    internal static AvailableLot Lot(long units, int? day) => new(units, day is { } d ? Now.AddDays(d) : null);

    internal static PaymentSource Source(
        string coin, long onValue, long offValue, long units = 0, int fee = 0, long fixedFee = 0,
        ConversionLimits limits = default, long targetOnValue = 10) => new()
        {
            CoinId = coin,
            OnValue = onValue,
            Terms = new PairTerms(new Rate(offValue, targetOnValue, fee, fixedFee), limits),
            Lots = [Lot(units, null)],
        };
}

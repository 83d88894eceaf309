using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>The guard's give-away against an order that is given as much: the bound is never below it.</summary>
public sealed class GiveAwayTests
{
    [Fact]
    public void AmountAfterAPercentageOfItsStage_CountsAgainstItsSum()
    {
        // The sum of 100 is asked for before the stage: half of it, and then 10.
        var given = new Given().Line(1, 1, 10_000).Rule("half", Gives.Percent(DiscountScope.Order, 5_000))
            .If("ten", Reaches(10_000), Gives.Off(DiscountScope.Order, 1_000));
        Assert.Equal((6_000, 6_000), Shares(given));
    }

    [Fact]
    public void AmountForASumOfListPrices_CountsAgainstListPrices()
    {
        var given = new Given().Line(1, 1, 10_000).Rule("half", Gives.Percent(DiscountScope.EachLine, 5_000))
            .If("ten", Reaches(10_000, PriceBasis.List), Gives.Off(DiscountScope.Order, 1_000));
        Assert.Equal((6_000, 6_000), Shares(given));
    }

    [Fact]
    public void PercentageOfListPrices_CountsAgainstListPrices()
    {
        var given = new Given().Line(1, 1, 10_000).Rule("half", Gives.Percent(DiscountScope.EachLine, 5_000))
            .Rule("tenth", Gives.Percent(DiscountScope.Order, 1_000, d => d.Basis = PriceBasis.List));
        Assert.Equal((6_000, 6_000), Shares(given));
    }

    [Fact]
    public void AmountForEachSoMany_CountsForEach()
    {
        var given = new Given().Line(1, 1, 10_000).If(
            "five", Reaches(10_000), Gives.Off(DiscountScope.Order, 500, d => d.PerMinorUnits = 1_000));
        Assert.Equal((5_000, 5_000), Shares(given));
    }

    [Fact]
    public void AmountOffEachUnit_CanBeAllOfThem()
    {
        var given = new Given().Line(1, 20, 500).If(
            "five", Reaches(10_000), Gives.Off(DiscountScope.EachUnit, 500));
        Assert.Equal((10_000, 10_000), Shares(given));
    }

    [Fact]
    public void AmountOffSomeUnits_CountsForThem()
    {
        var given = new Given().Line(1, 20, 500).If(
            "five", Reaches(10_000), Gives.Off(DiscountScope.EachUnit, 500, d => d.MaxUnits = 3));
        Assert.Equal((1_500, 1_500), Shares(given));
    }

    [Fact]
    public void UnitOfOtherGoods_CanBeNearlyAllOfTheOrder()
    {
        var given = new Given().Line(1, 1, 1, null, "cheap").Line(2, 1, 9_999, null, "dear").Rule("gift", new Effect
        {
            BuyGet = new BuyGet
            {
                Buy = new LineFilter { Categories = { "cheap" } },
                BuyUnits = 1,
                Get = new LineFilter { Categories = { "dear" } },
                GetUnits = 1,
                BasisPoints = 10_000,
            },
        });
        Assert.Equal((9_999, 10_000), Shares(given));
    }

    [Fact]
    public void DearestUnit_CanBeNearlyAllOfTheOrder()
    {
        var given = new Given().Line(1, 1, 1).Line(2, 1, 9_999).Rule("gift", new Effect
        {
            BuyGet = new BuyGet { BuyUnits = 1, GetUnits = 1, BasisPoints = 10_000, Pick = PickUnits.DearestGiven },
        });
        Assert.Equal((9_999, 10_000), Shares(given));
    }

    [Fact]
    public void DearestOfOneGroup_CountsAlone()
    {
        var given = new Given().Line(1, 1, 10_000).Group("one", Combine.Best)
            .Rule("third", r => r.Group = "one", Gives.Percent(DiscountScope.Order, 3_000))
            .Rule("fifth", r => r.Group = "one", Gives.Percent(DiscountScope.Order, 2_000));
        Assert.Equal((3_000, 3_000), Shares(given));
    }

    [Fact]
    public void RulesThatExcludeEachOther_CountAlone()
    {
        var given = new Given().Line(1, 1, 10_000).Group("one", Combine.Stack).Group("two", Combine.Stack)
            .Rule("third", r =>
            {
                r.Group = "one";
                r.Excludes.Add("two");
            }, Gives.Percent(DiscountScope.EachLine, 3_000))
            .Rule("fifth", r => r.Group = "two", Gives.Percent(DiscountScope.Order, 2_000));
        Assert.Equal((3_000, 3_000), Shares(given));
        given.Terms.Rules.Single(r => r.Id == "third").Condition = new Condition { Segment = "segments/few" };
        given.Terms.Segments.Add("segments/few");
        Assert.Equal((2_000, 3_000), Shares(given));
    }

    /// <summary>A rule that comes before the one that excludes its group still gives.</summary>
    [Fact]
    public void RuleBeforeTheOneThatExcludesIt_CountsToo()
    {
        var given = new Given().Line(1, 1, 10_000).Group("one", Combine.Stack).Group("two", Combine.Stack)
            .Rule("third", r =>
            {
                r.Group = "one";
                r.Excludes.Add("two");
            }, Gives.Percent(DiscountScope.Order, 3_000))
            .Rule("fifth", r => r.Group = "two", Gives.Percent(DiscountScope.EachLine, 2_000));
        Assert.Equal((4_400, 4_400), Shares(given));
    }

    private static Condition Reaches(long sum, PriceBasis basis = PriceBasis.Current) =>
        new() { Basket = new BasketMoney { AtLeastMinorUnits = sum, Basis = basis } };

    /// <summary>What the order is given of its list price, and the guard's bound, in basis points.</summary>
    private static (long Given, int Bound) Shares(Given given)
    {
        given.Terms.UnpaidMinutes = 30;
        foreach (var rule in given.Terms.Rules)
            rule.Title = new LocalizedText { En = rule.Id };
        var report = RuleSetGuard.Check(given.Terms, []);
        Assert.DoesNotContain(report.Findings, f => f.Error);
        var list = given.Order.Lines.Aggregate(0L, (sum, l) => sum + (l.Quantity * l.ListMinorUnits));
        var left = given.By("engine").TotalMinorUnits;
        return ((list - left) * 10_000 / list, report.GiveAwayBasisPoints);
    }
}

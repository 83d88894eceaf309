using Federation.Programs.V1;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>Coins.</summary>
public sealed class EarningCases
{
    [Theory, ClassData<Evaluators>]
    public void Roundings(string evaluator)
    {
        string Earned(CoinRounding rounding) => new Given().Member().Line(1, 1, 1250)
            .Rule("stars", Gives.ByMoney(3, 100, e => e.Rounding = rounding)).By(evaluator).Given();

        // floor(12.5) * 3 = 36; floor(37.5) = 37; H(37.5) = 38.
        Assert.Equal("stars 36 star", Earned(CoinRounding.Unspecified));
        Assert.Equal("stars 36 star", Earned(CoinRounding.WholeSteps));
        Assert.Equal("stars 37 star", Earned(CoinRounding.Down));
        Assert.Equal("stars 38 star", Earned(CoinRounding.HalfUp));
    }

    [Theory, ClassData<Evaluators>]
    public void Quantity_IsTheBase(string evaluator)
    {
        var order = new Given().Member().Line(1, 2, 0).Line(2, 3, 10)
            .Rule("a", Gives.ByQuantity(5, 2))
            .Rule("b", Gives.ByQuantity(5, 2, e => e.Rounding = CoinRounding.Down)).By(evaluator);

        // floor(5 / 2) * 5 = 10; floor(12.5) = 12; by quantity: H(10 * 2 / 5) = 4 and 6; H(4.8) = 5 and 7.
        Assert.Equal("a 10 star, b 12 star", order.Given());
        Assert.Equal("a 4, b 5; a 6, b 7", order.LineCoins());
    }

    [Theory, ClassData<Evaluators>]
    public void Multipliers_AreAdded(string evaluator)
    {
        var order = new Given().Member().Line(1, 1, 120).Rule("stars", Gives.ByMoney(1, 10))
            .Rule("a", Gives.Times(20000)).Rule("b", Gives.Times(15000)).By(evaluator);

        // 12 + 12 * 1 + 12 * 0.5 = 30.
        Assert.Equal("stars 12 star, a 12 star, b 6 star", order.Given());
        Assert.Equal(30, order.Coins.Single().Units);
    }

    [Theory, ClassData<Evaluators>]
    public void Multipliers_Compound(string evaluator)
    {
        var order = new Given().Member().Line(1, 1, 120).Rule("stars", Gives.ByMoney(1, 10))
            .Rule("a", Gives.Times(20000)).Rule("b", Gives.Times(15000, compound: true)).By(evaluator);

        // 12 + 12 * 1 + 24 * 0.5 = 36.
        Assert.Equal("stars 12 star, a 12 star, b 12 star", order.Given());
        Assert.Equal(24, order.Awards[2].Coins.Base);
    }

    [Theory, ClassData<Evaluators>]
    public void Multiplier_IsRoundedDownPerCoin(string evaluator)
    {
        var order = new Given().Member().Line(1, 1, 70)
            .Rule("moons", Gives.ByMoney(1, 14, e => e.Coin = "coins/moon")).Rule("stars", Gives.ByMoney(1, 10))
            .Rule("x", Gives.Times(15000)).By(evaluator);

        // 5 moons and 7 stars; floor(3.5) = 3 stars first, as the rule set lists them; floor(2.5) = 2 moons.
        Assert.Equal("moons 5 moon, stars 7 star, x 3 star, x 2 moon", order.Given());
        Assert.Equal(["coins/star", "coins/moon"], order.Coins.Select(c => c.Coin));
    }

    [Theory, ClassData<Evaluators>]
    public void Tenders_PayAllInProportion(string evaluator)
    {
        var order = new Given().Member().Line(1, 1, 900).Delivery(100)
            .Paid(TenderKind.Money, 300).Paid(TenderKind.Coins, 500).Paid(TenderKind.StoredValue, 200)
            .Rule("stars", Gives.ByMoney(1, 10))
            .Rule("coins", Gives.ByMoney(1, 10, e => e.Tenders.Add(TenderKind.Coins))).By(evaluator);

        // 500 of 1000 each; the line's part is H(500 * 900 / 1000) = 450.
        Assert.Equal("coins 45 star, stars 45 star", order.Given());
        Assert.Equal(450, order.Awards[0].Coins.Base);
    }

    [Theory, ClassData<Evaluators>]
    public void WithoutTenders_MoneyPays(string evaluator)
    {
        var order = new Given().Member().Line(1, 1, 50)
            .Rule("a", Gives.ByMoney(1, 10))
            .Rule("b", Gives.ByMoney(1, 10, e => e.Tenders.Add(TenderKind.Coins))).By(evaluator);

        Assert.Equal("a 5 star", order.Given());
    }

    [Theory, ClassData<Evaluators>]
    public void CoinsOfLines_AreARunningAllocation(string evaluator)
    {
        var order = new Given().Member().Line(1, 1, 100).Line(2, 1, 100).Line(3, 1, 100)
            .Rule("stars", Gives.ByMoney(1, 30)).Rule("x", Gives.Times(15000)).By(evaluator);

        // 10: H(3.33) = 3, H(6.67) - 3 = 4, 3. Then 5 over 3, 4, 3: H(1.5) = 2, H(3.5) - 2 = 2, 1.
        Assert.Equal("stars 3, x 2; stars 4, x 2; stars 3, x 1", order.LineCoins());
    }

    [Theory, ClassData<Evaluators>]
    public void NoMember_NoCoins(string evaluator)
    {
        var order = new Given().Line(1, 1, 100)
            .Rule("stars", Gives.ByMoney(1, 10)).Rule("off", Gives.Off(DiscountScope.Order, 1)).By(evaluator);

        Assert.Equal("off -1", order.Given());
    }

    [Theory, ClassData<Evaluators>]
    public void Tickets_OfARuleThatAppliesOften_AreAHundredAtMost(string evaluator)
    {
        var given = new Given().Member().Line(1, 1, 100)
            .Counted("counters/visits", Per.Member, Given.ThisYear, 14)
            .If("every", new Condition { Count = new CountReached { Counter = "visits", Every = 5 } },
                new Effect { Tickets = new GrantTickets { Draw = "spring", Tickets = 40 } });
        given.Terms.Counters.Add(new Counter { Id = "visits", Of = CountedBy.Orders, Period = Period.Year });

        Assert.Equal("every 100 x draws/spring", given.By(evaluator).Given());
    }

    [Theory, ClassData<Evaluators>]
    public void EveryFifth_CountsThisOrder_AndWhatWasGiven(string evaluator)
    {
        var given = new Given().Member().Line(1, 1, 100)
            .Counted("counters/visits", Per.Member, Given.ThisYear, 14)
            .Counted("given/fifth", Per.Member, Given.ThisYear, 1)
            .If("fifth", new Condition { Count = new CountReached { Counter = "visits", Every = 5 } },
                Gives.Fixed(50),
                new Effect { Coupon = new GrantCoupon { Definition = "cake", Quantity = 3 } });
        given.Terms.Counters.Add(new Counter { Id = "visits", Of = CountedBy.Orders, Period = Period.Year });
        var order = given.By(evaluator);

        // floor(15 / 5) - 1 = 2: 2 * 50 coins and 2 * 3 coupons.
        Assert.Equal("fifth 100 star, fifth#1 6 x cake", order.Given());
        Assert.Equal(2, order.Awards[0].Coins.Times);
        Assert.Equal("counters/visits@20454 +1 exact, given/fifth@20454 +2 exact", order.Moved());
    }

    [Theory, ClassData<Evaluators>]
    public void Count_BeforeThisOrder(string evaluator)
    {
        CountReached Ten(bool before) => new() { Counter = "goods", AtLeast = 10, BeforeThisOrder = before };
        var given = new Given().Member().Line(1, 3, 100).Counted("counters/goods", Per.Member, Given.ThisMonth, 7)
            .If("with", new Condition { Count = Ten(false) }, Gives.Off(DiscountScope.Order, 1))
            .If("before", new Condition { Count = Ten(true) }, Gives.Off(DiscountScope.Order, 1));
        given.Terms.Counters.Add(new Counter { Id = "goods", Of = CountedBy.Quantity, Period = Period.Month });

        // 7 + 3 = 10 reaches it, 7 does not.
        Assert.Equal("with -1", given.By(evaluator).Given());
    }

    [Theory, ClassData<Evaluators>]
    public void GrantedLevel_LastsItsDays(string evaluator)
    {
        var given = new Given().Member().Line(1, 1, 100).Rule("up", new Effect
        {
            Tier = new GrantTier { Scheme = "club", Level = "gold", Days = 30 },
        });
        given.Terms.TierSchemes.Add(TierCases.Club());

        // 15 June and 29 days more.
        Assert.Equal("up gold 2026-06-15..2026-07-15", given.By(evaluator).Given());
    }
}

using Federation.Programs.V1;
using Google.Protobuf;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>Limits.</summary>
public sealed class LimitCases
{
    [Theory, ClassData<Evaluators>]
    public void Coins_AreClippedToWhatIsLeft(string evaluator)
    {
        var order = new Given().Member().Line(1, 1, 500)
            .Counted("rules/stars/member.day.coins", Per.Member, Given.Today, 70)
            .Rule("stars",
                r => r.Limits.Add(Gives.AtMost(100, Per.Member, Period.Day, LimitedBy.Coins)), Gives.ByMoney(1, 10))
            .By(evaluator);

        // 100 - 70 = 30 of 50.
        Assert.Equal("stars 30 star of 50 by rules/stars/member.day.coins", order.Given());
        Assert.Equal(50, order.Awards[0].Coins.ComputedUnits);
        Assert.Equal("rules/stars/member.day.coins@20619 +30 <=100", order.Moved());
    }

    [Theory, ClassData<Evaluators>]
    public void Multipliers_AreComputedBeforeLimits(string evaluator)
    {
        var order = new Given().Member().Line(1, 1, 500)
            .Rule("stars",
                r => r.Limits.Add(Gives.AtMost(20, Per.Order, Period.Order, LimitedBy.Coins)), Gives.ByMoney(1, 10))
            .Rule("x", Gives.Times(20000)).By(evaluator);

        // 50 is cut to 20; the multiplier adds 50 all the same. What is counted per order is no tally.
        Assert.Equal("stars 20 star of 50 by rules/stars/order.order.coins, x 50 star", order.Given());
        Assert.Equal("", order.Moved());
    }

    [Theory, ClassData<Evaluators>]
    public void Program_CutsAwardsInTheirOrder(string evaluator)
    {
        var given = new Given().Member().Line(1, 1, 500)
            .Rule("a", Gives.ByMoney(1, 10)).Rule("b", Gives.ByMoney(1, 10)).Rule("c", Gives.Fixed(5));
        given.Terms.Limits.Add(Gives.AtMost(60, Per.Member, Period.Month, LimitedBy.Coins));
        var order = given.By(evaluator);

        // 50, 10 of 50, and nothing is left for c.
        Assert.Equal("a 50 star, b 10 star of 50 by program/member.month.coins", order.Given());
        Assert.Equal("program/member.month.coins@20605 +60 <=60", order.Moved());
    }

    [Theory, ClassData<Evaluators>]
    public void Skip_GivesNothing_IfItIsNotEnoughForAll(string evaluator)
    {
        string Discounted(WhenReached reached) => new Given().Line(1, 1, 500)
            .Counted("rules/off/everyone.ever.money", Per.Everyone, 0, 990)
            .Rule("off",
                r => r.Limits.Add(Gives.AtMost(1000, Per.Everyone, Period.Ever, LimitedBy.Money, reached)),
                Gives.Off(DiscountScope.Order, 20))
            .By(evaluator).Given();

        // 10 are left for 20.
        Assert.Equal("", Discounted(WhenReached.Skip));
        Assert.Equal("", Discounted(WhenReached.Unspecified));
        Assert.Equal("off -10 of 20 by rules/off/everyone.ever.money", Discounted(WhenReached.Clip));
    }

    [Theory, ClassData<Evaluators>]
    public void MoneyOfCoins_IsRoundedUp(string evaluator)
    {
        var given = new Given().Member().Line(1, 1, 500).Rule(
            "stars", r => r.Limits.Add(Gives.AtMost(10, Per.Member, Period.Day, LimitedBy.Money)),
            Gives.ByMoney(1, 10));
        given.Terms.SettlementUnitsPerMinorUnit = 2;
        given.Facts.Coins.Add(new CoinWorth { Coin = "coins/star", OnValueUnits = 3 });
        var order = given.By(evaluator);

        // 6 coins are worth ceil(6 * 3 / 2) = 9, 7 of them ceil(10.5) = 11.
        Assert.Equal("stars 6 star of 50 by rules/stars/member.day.money", order.Given());
        Assert.Equal("rules/stars/member.day.money@20619 +9 <=10", order.Moved());
    }

    [Theory, ClassData<Evaluators>]
    public void Campaign_SharesItsBudget(string evaluator)
    {
        var order = new Given().Member().Line(1, 1, 500)
            .Campaign("june", 0, Gives.AtMost(50, Per.Everyone, Period.Year, LimitedBy.Money, WhenReached.Clip))
            .Rule("a", r => r.Campaign = "june", Gives.Off(DiscountScope.EachLine, 40))
            .Rule("b", r => r.Campaign = "june", Gives.Off(DiscountScope.Order, 40)).By(evaluator);

        // 40, then 10 of 40.
        Assert.Equal("a -40, b -10 of 40 by campaigns/june/everyone.year.money", order.Given());
        Assert.Equal("campaigns/june/everyone.year.money@20454 +50 <=50", order.Moved());
        Assert.Equal("june a Treated, june b Treated", order.Exposed());
    }

    [Theory, ClassData<Evaluators>]
    public void ClippedLines_AreServedInTheirOrder(string evaluator)
    {
        var order = new Given().Line(1, 1, 100).Line(2, 1, 100).Line(3, 1, 100)
            .Rule("off",
                r => r.Limits.Add(Gives.AtMost(15, Per.Order, Period.Order, LimitedBy.Money, WhenReached.Clip)),
                Gives.Percent(DiscountScope.EachLine, 1000))
            .By(evaluator);

        // 10, then 5, then nothing.
        Assert.Equal("90 95 100", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void Times_AreCountedOnceAnOrder(string evaluator)
    {
        Given Twice(long before) => new Given().Line(1, 1, 500)
            .Campaign("june", 0, Gives.AtMost(3, Per.Everyone, Period.Week, LimitedBy.Times))
            .Counted("campaigns/june/everyone.week.times", Per.Everyone, Given.Today, before)
            .Rule("a", r => r.Campaign = "june", Gives.Off(DiscountScope.EachLine, 1))
            .Rule("b", r => r.Campaign = "june", Gives.Off(DiscountScope.Order, 1));

        // 2 < 3: both, counted once; 3: none. The day is a Monday, so the week begins with it.
        Assert.Equal("a -1, b -1", Twice(2).By(evaluator).Given());
        Assert.Equal("campaigns/june/everyone.week.times@20619 +1 <=3", Twice(2).By(evaluator).Moved());
        Assert.Equal("", Twice(3).By(evaluator).Given());
    }

    [Theory, ClassData<Evaluators>]
    public void Pause_LastsItsDays(string evaluator)
    {
        Evaluation After(int days) => new Given().Member().Line(1, 1, 500)
            .Counted("rules/a/member.cooldown.times", Per.Member, 0, Given.Today - days)
            .Rule("a", r => r.Limits.Add(Gives.AtMost(30, Per.Member, Period.Cooldown, LimitedBy.Times)),
                Gives.Off(DiscountScope.Order, 1))
            .By(evaluator);

        Assert.Empty(After(29).Awards);
        Assert.Equal("a -1", After(30).Given());
        Assert.Equal("rules/a/member.cooldown.times@0 =20619 exact", After(30).Moved());
    }

    [Theory, ClassData<Evaluators>]
    public void Payer_IsCountedIfItIsKnown(string evaluator)
    {
        Given Order() => new Given().Line(1, 1, 500)
            .Counted("rules/a/payer.ever.times", Per.Payer, 0, 1)
            .Rule("a", r => r.Limits.Add(Gives.AtMost(1, Per.Payer, Period.Ever, LimitedBy.Times)),
                Gives.Off(DiscountScope.Order, 1));
        var known = Order();
        known.Order.PayerHash = ByteString.CopyFrom(new byte[32]);

        Assert.Equal("a -1", Order().By(evaluator).Given());
        Assert.Equal("", Order().By(evaluator).Moved());
        Assert.Equal("", known.By(evaluator).Given());
    }

    [Theory, ClassData<Evaluators>]
    public void Program_PerMember_DoesNotApplyWithoutOne(string evaluator)
    {
        var given = new Given().Line(1, 1, 500).Rule("a", Gives.Off(DiscountScope.Order, 10));
        given.Terms.Limits.Add(Gives.AtMost(5, Per.Member, Period.Day, LimitedBy.Money));

        Assert.Equal("a -10", given.By(evaluator).Given());
        Assert.Equal("", given.Member().By(evaluator).Given());
    }
}

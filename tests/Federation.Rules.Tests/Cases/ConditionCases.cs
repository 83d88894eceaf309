using Federation.Programs.V1;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>Conditions on the member, the payment and the place, and what several effects come to together.</summary>
public sealed class ConditionCases
{
    private static bool Holds(string evaluator, Given given, Condition condition) =>
        given.Line(1, 1, 100).If("a", condition, Gives.Off(DiscountScope.Delivery, 1)).Delivery(1)
            .By(evaluator).Awards.Count == 1;

    [Theory, ClassData<Evaluators>]
    public void Attribute_HasOneOfTheValues(string evaluator)
    {
        Condition Is(string attribute, params string[] values) =>
            new() { Member = new MemberIs { Attribute = attribute, Values = { values } } };
        Given Vip()
        {
            var given = new Given().Member();
            given.Facts.Member.Attributes.Add(new Programs.V1.Attribute { Name = "kind", Value = "vip" });
            return given;
        }

        Assert.True(Holds(evaluator, Vip(), Is("kind", "plain", "vip")));
        Assert.False(Holds(evaluator, Vip(), Is("kind", "plain")));
        Assert.False(Holds(evaluator, Vip(), Is("other", "vip")));
        Assert.True(Holds(evaluator, Vip(), Is("")));
        Assert.False(Holds(evaluator, new Given(), Is("")));
        Assert.True(Holds(evaluator, new Given(), new Condition { Not = Is("") }));
    }

    [Theory, ClassData<Evaluators>]
    public void Payment_IsMoney_WithoutTenders(string evaluator)
    {
        Condition By(params TenderKind[] kinds) => new() { Paid = new PaidBy { Kinds = { kinds } } };
        Given Stored() => new Given().Paid(TenderKind.StoredValue, 60).Paid(TenderKind.Coins, 40);

        Assert.True(Holds(evaluator, new Given(), By(TenderKind.Money)));
        Assert.False(Holds(evaluator, new Given(), By(TenderKind.Coins, TenderKind.StoredValue)));
        Assert.False(Holds(evaluator, Stored(), By(TenderKind.Money, TenderKind.Exchange)));
        Assert.True(Holds(evaluator, Stored(), By(TenderKind.Money, TenderKind.Coins)));
    }

    [Theory, ClassData<Evaluators>]
    public void Place_IsInBothLists(string evaluator)
    {
        bool At(string merchant, string source)
        {
            var at = new PlacedAt();
            if (merchant.Length > 0)
                at.Merchants.Add(["partners/tea/merchants/two", merchant]);
            if (source.Length > 0)
                at.Sources.Add(source);
            return Holds(evaluator, new Given(), new Condition { At = at });
        }

        Assert.True(At("partners/tea/merchants/one", "till"));
        Assert.True(At("partners/tea/merchants/one", ""));
        Assert.False(At("partners/tea/merchants/one", "shop"));
        Assert.False(At("partners/tea/merchants/six", "till"));
    }

    [Theory, ClassData<Evaluators>]
    public void Tree_OfConditions(string evaluator)
    {
        Condition Goods(int atLeast) => new() { Lines = new LineQuantity { AtLeast = atLeast } };
        Condition All(params Condition[] of) => new() { All = new ConditionList { Of = { of } } };
        Condition Any(params Condition[] of) => new() { Any = new ConditionList { Of = { of } } };

        // There is one unit of goods.
        Assert.True(Holds(evaluator, new Given(), All(Goods(1), Any(Goods(2), Goods(1)))));
        Assert.False(Holds(evaluator, new Given(), All(Goods(1), Any(Goods(2), Goods(3)))));
        Assert.True(Holds(evaluator, new Given(), new Condition { Not = All(Goods(1), Goods(2)) }));
    }

    [Theory, ClassData<Evaluators>]
    public void Budget_OfDiscountsAndCoins(string evaluator)
    {
        var given = new Given().Member().Line(1, 1, 600)
            .Rule("off", Gives.Off(DiscountScope.Order, 60)).Rule("stars", Gives.ByMoney(1, 10));
        given.Facts.Coins.Add(new CoinWorth { Coin = "coins/star", OnValueUnits = 1 });
        given.Terms.Limits.Add(Gives.AtMost(100, Per.Member, Period.Ever, LimitedBy.Money));
        var order = given.By(evaluator);

        // 60 off; 540 earn 54 stars of 1 each, of which 100 - 60 = 40 are given.
        Assert.Equal("off -60, stars 40 star of 54 by program/member.ever.money", order.Given());
        Assert.Equal("program/member.ever.money@0 +100 <=100", order.Moved());
    }

    [Theory, ClassData<Evaluators>]
    public void WholeOrder_StageByStage(string evaluator)
    {
        var order = new Given().Member().Line(1, 2, 1000, null, "tea").Line(2, 1, 500).Delivery(300)
            .Rule("price", new Effect
            {
                Price = new MemberPrice { UnitMinorUnits = 900, Lines = new LineFilter { Categories = { "tea" } } },
            })
            .Rule("line", Gives.Percent(DiscountScope.EachLine, 1000))
            .Rule("order", Gives.Off(DiscountScope.Order, 100))
            .Rule("delivery", Gives.Percent(DiscountScope.Delivery, 10000))
            .Rule("stars", Gives.ByMoney(1, 100)).Rule("double", Gives.Times(20000)).Rule("hello", Gives.Fixed(5))
            .By(evaluator);

        // 2000 - 200 = 1800; 180 and 50 off: 1620 and 450; 100 * 1620 / 2070 = H(78.26) = 78 and 22: 1542 and 428.
        // 300 off the delivery. 1970 is 19 steps of 100; 19 more; 5.
        Assert.Equal(
            "price -200, line -230, order -100, delivery -300, stars 19 star, double 19 star, hello 5 star",
            order.Given());
        Assert.Equal("1542 428", order.Pay());
        Assert.Equal(1970, order.TotalMinorUnits);
        Assert.Equal(43, order.Coins.Single().Units);

        // 19 over 1542 and 428: H(14.87) = 15 and 4; the multiplier the same.
        Assert.Equal("stars 15, double 15; stars 4, double 4", order.LineCoins());
    }
}

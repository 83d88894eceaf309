using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Prices of the shop and of members.</summary>
public sealed class PriceCases
{
    [Theory, ClassData<Evaluators>]
    public void ShopPrice_AboveAndBelowTheListPrice(string evaluator)
    {
        var order = new Given().Line(1, 2, 100, 120).Line(2, 3, 100, 90).Delivery(7).By(evaluator);

        // 2 * 120 = 240, above the list price by 40; 3 * 90 = 270, below it by 30; 240 + 270 + 7 = 517.
        Assert.Equal("240 270", order.Pay());
        Assert.Equal([-40L, 30L], order.Lines.Select(l => l.ShopDiscountMinorUnits));
        Assert.Equal([200L, 300L], order.Lines.Select(l => l.ListMinorUnits));
        Assert.Equal(517, order.TotalMinorUnits);
    }

    [Theory, ClassData<Evaluators>]
    public void MemberPrices_NeverAddUp(string evaluator)
    {
        var order = new Given().Line(1, 2, 100)
            .Rule("a", new Effect { Price = new MemberPrice { UnitMinorUnits = 80 } })
            .Rule("b", new Effect { Price = new MemberPrice { BasisPointsOfList = 9000 } })
            .Rule("c", new Effect { Price = new MemberPrice { UnitMinorUnits = 75 } })
            .By(evaluator);

        // 200 - 2 * 80 = 40; 2 * 90 = 180 is not below 160; 160 - 2 * 75 = 10.
        Assert.Equal("a -40, c -10", order.Given());
        Assert.Equal("150", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void MemberPrice_PercentOfList_IsHalfUpPerUnit(string evaluator)
    {
        var order = new Given().Line(1, 3, 99)
            .Rule("half", new Effect { Price = new MemberPrice { BasisPointsOfList = 5000 } })
            .By(evaluator);

        // H(49.5) = 50; 3 * 50 = 150; 297 - 150 = 147.
        Assert.Equal("half -147", order.Given());
    }

    [Theory, ClassData<Evaluators>]
    public void MemberPrice_AboveTheShopPrice_IsNothing(string evaluator)
    {
        var order = new Given().Line(1, 1, 100, 60)
            .Rule("dear", new Effect { Price = new MemberPrice { UnitMinorUnits = 60 } }).By(evaluator);

        // 60 is not below 60.
        Assert.Empty(order.Awards);
        Assert.Equal("60", order.Pay());
    }
}

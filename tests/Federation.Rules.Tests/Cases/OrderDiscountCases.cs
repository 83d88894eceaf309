using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Discounts of the order and of the delivery.</summary>
public sealed class OrderDiscountCases
{
    [Theory, ClassData<Evaluators>]
    public void FortyOffThreeHundred_IsAllocatedByPrice(string evaluator)
    {
        var order = new Given().Line(1, 1, 10000).Line(2, 2, 5000).Line(3, 1, 15000)
            .Rule("man", Gives.Off(DiscountScope.Order, 4000, d => d.PerMinorUnits = 30000)).By(evaluator);

        // floor(35000 / 30000) = 1: 4000. H(1142.857) = 1143; H(2285.714) - 1143 = 1143; 4000 - 2286 = 1714.
        Assert.Equal("man -4000", order.Given());
        Assert.Equal("8857 8857 13286", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void Amount_CountsForEachStep_UpToItsMaximum(string evaluator)
    {
        var order = new Given().Line(1, 1, 95000)
            .Rule("man", Gives.Off(DiscountScope.Order, 4000, d =>
            {
                d.PerMinorUnits = 30000;
                d.MaxMinorUnits = 10000;
            })).By(evaluator);

        // floor(95000 / 30000) = 3: 12000, at most 10000.
        Assert.Equal("man -10000", order.Given());
    }

    [Theory, ClassData<Evaluators>]
    public void Percent_OfTheSum_IsRoundedOnce(string evaluator)
    {
        var order = new Given().Line(1, 1, 5).Line(2, 1, 5).Line(3, 1, 5)
            .Rule("ten", Gives.Percent(DiscountScope.Order, 1000)).By(evaluator);

        // H(1.5) = 2: H(2 * 5 / 15) = H(0.67) = 1; H(2 * 10 / 15) = H(1.33) = 1, so 0; 2 - 1 = 1.
        Assert.Equal("ten -2", order.Given());
        Assert.Equal("4 5 4", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void ByQuantity_WhatExceedsALine_GoesByPrice(string evaluator)
    {
        var order = new Given().Line(1, 5, 2).Line(2, 5, 40)
            .Rule("off", Gives.Off(DiscountScope.Order, 100, d => d.Allocation = Allocation.ByQuantity)).By(evaluator);

        // 50 and 50; the first is cut to 10; 40 more over 0 and 150 left: the second gets 90.
        Assert.Equal("0 110", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void Percentages_ComeBeforeAmounts(string evaluator)
    {
        var order = new Given().Line(1, 1, 100)
            .Rule("a-amount", Gives.Off(DiscountScope.Order, 20))
            .Rule("b-percent", Gives.Percent(DiscountScope.Order, 1000)).By(evaluator);

        // 10 of 100, then 20 of 90.
        Assert.Equal("b-percent -10, a-amount -20", order.Given());
    }

    [Theory, ClassData<Evaluators>]
    public void Priority_ComesBeforeEverything(string evaluator)
    {
        var order = new Given().Line(1, 1, 100)
            .Rule("b-percent", r => r.Priority = 2, Gives.Percent(DiscountScope.Order, 1000))
            .Rule("a-amount", r => r.Priority = 1, Gives.Off(DiscountScope.Order, 20)).By(evaluator);

        // 20 of 100, then 8 of 80.
        Assert.Equal("a-amount -20, b-percent -8", order.Given());
    }

    [Theory, ClassData<Evaluators>]
    public void Delivery_IsCutToWhatIsLeft(string evaluator)
    {
        var order = new Given().Line(1, 1, 100).Delivery(1000)
            .Rule("a", Gives.Percent(DiscountScope.Delivery, 5000, d => d.MaxMinorUnits = 400))
            .Rule("b", Gives.Off(DiscountScope.Delivery, 700)).By(evaluator);

        // 500, at most 400; then 700, at most 600.
        Assert.Equal("a -400, b -600", order.Given());
        Assert.Equal(0, order.DeliveryMinorUnits);
        Assert.Equal([400L, 600L], order.DeliveryDiscounts.Select(d => d.MinorUnits));
    }

    [Theory, ClassData<Evaluators>]
    public void Basket_CountsWhatTheStagesBeforeLeft(string evaluator)
    {
        var hundred = new Condition { Basket = new BasketMoney { AtLeastMinorUnits = 100 } };
        var order = new Given().Line(1, 1, 100)
            .If("a", hundred, Gives.Off(DiscountScope.EachLine, 10))
            .If("b", hundred, Gives.Off(DiscountScope.EachLine, 10))
            .If("c", hundred, Gives.Off(DiscountScope.Order, 10))
            .If("d", new Condition { Basket = new BasketMoney { AtLeastMinorUnits = 100, Basis = PriceBasis.List } },
                Gives.Off(DiscountScope.Order, 10)).By(evaluator);

        // 100 when stage LINES begins, for both; 80 when stage ORDER begins, but 100 at list prices.
        Assert.Equal("a -10, b -10, d -10", order.Given());
    }
}

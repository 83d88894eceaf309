using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Discounts of lines and of units.</summary>
public sealed class LineDiscountCases
{
    [Theory, ClassData<Evaluators>]
    public void Percent_OfEachLine_IsHalfUpPerLine(string evaluator)
    {
        var order = new Given().Line(1, 1, 25).Line(2, 5, 7)
            .Rule("ten", Gives.Percent(DiscountScope.EachLine, 1000)).By(evaluator);

        // H(2.5) = 3; H(3.5) = 4.
        Assert.Equal("ten -7", order.Given());
        Assert.Equal("22 31", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void Amount_OfEachLine_IsAtMostTheLine(string evaluator)
    {
        var order = new Given().Line(1, 1, 20).Line(2, 1, 50)
            .Rule("off", Gives.Off(DiscountScope.EachLine, 30)).By(evaluator);

        // min(30, 20) + min(30, 50).
        Assert.Equal("0 20", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void Maximum_ServesLinesInTheOrderOfTheirNumbers(string evaluator)
    {
        var order = new Given().Line(3, 1, 50).Line(1, 1, 50).Line(2, 1, 50)
            .Rule("off", Gives.Off(DiscountScope.EachLine, 30, d => d.MaxMinorUnits = 70)).By(evaluator);

        // 30 + 30 + 10 = 70.
        Assert.Equal("20 20 40", order.Pay());
        Assert.Equal([1, 2, 3], order.Lines.Select(l => l.Number));
    }

    [Theory, ClassData<Evaluators>]
    public void Percent_OfEachUnit_IsRoundedPerUnit(string evaluator)
    {
        var order = new Given().Line(1, 3, 40)
            .Rule("first", r => r.Priority = -1, Gives.Off(DiscountScope.EachLine, 20))
            .Rule("units", Gives.Percent(DiscountScope.EachUnit, 1000)).By(evaluator);

        // 120 - 20 = 100 is 33, 34, 33 a unit; a tenth of each is 3 + 3 + 3 = 9.
        Assert.Equal("first -20, units -9", order.Given());
        Assert.Equal("91", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void Steps_TakeTheCheapestUnits(string evaluator)
    {
        var order = new Given().Line(1, 3, 20).Line(2, 2, 10)
            .Rule("half", Gives.Percent(DiscountScope.EachUnit, 5000, d => d.StepUnits = 3)).By(evaluator);

        // Of 5 units a step of 3: 10, 10, 20; half of each is 5 + 5 + 10.
        Assert.Equal("50 10", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void Steps_AreCutToTheMostUnits(string evaluator)
    {
        var order = new Given().Line(1, 5, 20).Rule("off", Gives.Off(DiscountScope.EachUnit, 5, d =>
        {
            d.StepUnits = 2;
            d.MaxUnits = 3;
        })).By(evaluator);

        // floor(5 / 2) * 2 = 4, at most 3; 3 * 5 = 15.
        Assert.Equal("85", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void Percent_OfListPrices_IsAtMostWhatIsLeft(string evaluator)
    {
        var order = new Given().Line(1, 1, 100, 60).Line(2, 1, 100, 80)
            .Rule("list", Gives.Percent(DiscountScope.EachLine, 7000, d => d.Basis = PriceBasis.List)).By(evaluator);

        // 70 of 100, at most 60; 70 of 80.
        Assert.Equal("0 10", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void SmallerSum_IsTriedFirst(string evaluator)
    {
        var tea = new LineFilter { Categories = { "tea" } };
        var order = new Given().Line(1, 1, 300, null, "tea").Line(2, 1, 100)
            .Rule("a-all", Gives.Percent(DiscountScope.EachLine, 1000))
            .Rule("z-tea", Gives.Percent(DiscountScope.EachLine, 1000, d => d.Lines = tea)).By(evaluator);

        // 300 before 400: 30 of 300; then 27 of 270 and 10 of 100.
        Assert.Equal("z-tea -30, a-all -37", order.Given());
        Assert.Equal("243 90", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void Filter_NeedsEachListAndNoExclusion(string evaluator)
    {
        var filter = new LineFilter { Skus = { "sku1", "sku2", "sku3" }, Categories = { "tea", "cake" } };
        filter.WithoutCategories.Add("sold");
        var order = new Given().Line(1, 1, 10, null, "tea").Line(2, 1, 10, null, "cake", "sold").Line(3, 1, 10)
            .Line(4, 1, 10, null, "tea")
            .Rule("free", Gives.Percent(DiscountScope.EachLine, 10000, d => d.Lines = filter)).By(evaluator);

        // Line 2 is excluded, line 3 has no category, line 4 another stock number.
        Assert.Equal("0 10 10 10", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void Effects_WorkOnWhatTheOneBeforeLeft(string evaluator)
    {
        var order = new Given().Line(1, 1, 100).Rule(
            "two", Gives.Percent(DiscountScope.EachLine, 5000), Gives.Percent(DiscountScope.EachLine, 1000))
            .By(evaluator);

        // 50 of 100, then 5 of 50.
        Assert.Equal("two -50, two#1 -5", order.Given());
    }
}

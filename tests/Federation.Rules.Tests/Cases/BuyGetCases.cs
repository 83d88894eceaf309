using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Buy some, get some.</summary>
public sealed class BuyGetCases
{
    [Theory, ClassData<Evaluators>]
    public void BuyTwoGetOne_GivesTheCheapest(string evaluator)
    {
        var order = new Given().Line(1, 1, 10).Line(2, 1, 30).Line(3, 1, 20)
            .Rule("sets", Gives.BuyGet(2, 1)).By(evaluator);

        // Bought 30 and 20, given 10.
        Assert.Equal("0 30 20", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void TwoSets_TakeTheDearestLeft(string evaluator)
    {
        var order = new Given().Line(1, 2, 50).Line(2, 2, 40).Line(3, 1, 20).Line(4, 1, 10)
            .Rule("sets", Gives.BuyGet(2, 1)).By(evaluator);

        // 50 and 50 with 10; 40 and 40 with 20.
        Assert.Equal("100 80 0 0", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void LastSet_GivesWhatThereIs_UnlessWholeSetsOnly(string evaluator)
    {
        Given Two() => new Given().Line(1, 2, 10);

        // One bought, one given of two; nothing if it must be two.
        Assert.Equal("10", Two().Rule("sets", Gives.BuyGet(1, 2)).By(evaluator).Pay());
        Assert.Equal("20", Two().Rule("sets", Gives.BuyGet(1, 2, b => b.WholeSetsOnly = true)).By(evaluator).Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void DearestGiven_TurnsBothRound(string evaluator)
    {
        var order = new Given().Line(1, 1, 35).Line(2, 1, 10).Line(3, 1, 20)
            .Rule("sets", Gives.BuyGet(1, 1, b =>
            {
                b.Pick = PickUnits.DearestGiven;
                b.BasisPoints = 5000;
            })).By(evaluator);

        // Bought 10, given 35 at half: H(17.5) = 18; then 20 is bought and nothing is given.
        Assert.Equal("17 10 20", order.Pay());
    }

    [Theory, ClassData<Evaluators>]
    public void Unit_IsInOneSetOnly(string evaluator)
    {
        var order = new Given().Line(1, 3, 10)
            .Rule("a", Gives.BuyGet(1, 1)).Rule("b", Gives.BuyGet(1, 1)).By(evaluator);

        // Two units are used by a; the third alone is no set.
        Assert.Equal("a -10", order.Given());
    }

    [Theory, ClassData<Evaluators>]
    public void OtherGoods_AreGiven_UpToTheMostSets(string evaluator)
    {
        var order = new Given().Line(1, 4, 100, null, "tea").Line(2, 3, 7, null, "cake")
            .Rule("sets", Gives.BuyGet(1, 1, b =>
            {
                b.Buy = new LineFilter { Categories = { "tea" } };
                b.Get = new LineFilter { Categories = { "cake" } };
                b.MaxSets = 2;
            })).By(evaluator);

        // Two cakes of 7.
        Assert.Equal("400 7", order.Pay());
    }
}

using Federation.Programs.V1;
using Federation.Rules.Tests;

namespace Federation.Programs.Tests;

/// <summary>What holds for every life of an order, whatever the rules are and in whatever parts it is undone.</summary>
public sealed class OrderStepLawTests
{
    private const int Cases = 300;

    /// <summary>Cancelled, after any steps: as if it had never been bought.</summary>
    [Fact]
    public void Order_Cancelled_LeavesNothing() => Each((random, life) =>
    {
        life.Place(random.One(OrderState.Placed, OrderState.Paid, OrderState.Shipped));
        for (var steps = random.Between(0, 4); steps > 0; steps--)
            if (life.State != OrderState.Placed && random.Chance(60))
                life.Return(random);
            else if (life.State < OrderState.Shipped)
                life.Advance(random.One(OrderState.Paid, OrderState.Shipped));
        life.Cancel();
        life.AssertNothingLeft(kept: []);
    });

    /// <summary>Returned in any parts, before and after it was earned: as if it had never been bought, but for what
    /// rules say stays.</summary>
    [Fact]
    public void Order_ReturnedInParts_LeavesWhatRulesKeep() => Each((random, life) =>
    {
        life.Place(random.One(OrderState.Placed, OrderState.Paid, OrderState.Delivered, OrderState.Completed));
        while (!life.IsAllReturned)
            if (life.State == OrderState.Placed || (life.State < OrderState.Completed && random.Chance(30)))
                life.Advance(random.One(
                    OrderState.Paid, OrderState.Shipped, OrderState.Delivered, OrderState.Completed));
            else
                life.Return(random);
        Assert.Equal(life.Total, life.MoneyBack);
        life.AssertNothingLeft(life.RulesThatKeep);
    });

    private static void Each(Action<Dice, OrderLife> holds)
    {
        var levels = 0;
        for (var seed = 1; seed <= Cases; seed++)
        {
            var dice = new Dice(seed);
            try
            {
                var life = new OrderLife(RandomCase.Of(seed), dice);
                holds(dice, life);
                levels += life.Levels;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}");
            }
        }
        // Else nothing was tried.
        Assert.True(levels > 50, $"Only {levels} levels were given.");
    }
}

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

    /// <summary>A draw that closes at any time keeps the tickets that it has, and takes none; what is returned later
    /// is owed.</summary>
    [Fact]
    public void Order_WhoseDrawCloses_KeepsItsTicketsAndTakesNone() => Each(
        (random, life) =>
        {
            var closes = random.Between(0, 5);
            if (closes == 0)
                life.CloseDraw();
            life.Place(
                random.One(OrderState.Placed, OrderState.Paid, OrderState.Delivered, OrderState.Completed));
            for (var step = 1; step <= 6; step++)
            {
                if (step == closes)
                    life.CloseDraw();
                Step(life, random);
            }
        },
        levels: 50, tickets: 50);

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

    /// <summary>Held, and at any time decided for the member: as if there had been no case.</summary>
    [Fact]
    public void Order_DecidedForTheMember_IsAsIfThereHadBeenNoCase()
    {
        for (var seed = 1; seed <= Cases; seed++)
        {
            var (free, held) = (Life(seed), Life(seed));
            var dice = new Dice(seed);
            var decides = dice.Between(0, 6);
            var state = dice.One(OrderState.Placed, OrderState.Paid, OrderState.Delivered, OrderState.Completed);
            free.Place(state);
            held.Place(state, held: true);
            for (var step = 0; step < 6; step++)
            {
                if (step == decides)
                    held.Decide(CaseState.ForMember);
                var same = dice.Between(1, 1_000_000);
                Step(free, new Dice(same));
                Step(held, new Dice(same));
            }
            if (decides == 6)
                held.Decide(CaseState.ForMember);
            // What was taken back before it was confirmed need not be confirmed.
            Assert.True(free.Left == held.Left, $"seed {seed}:\n{free.Left}\n{held.Left}");
        }
    }

    /// <summary>Held, and at any time decided against the member: it earns nothing, whatever comes after; cancelled
    /// then, as if it had never been bought.</summary>
    [Fact]
    public void Order_DecidedAgainstTheMember_EarnsNothing() => Each((random, life) =>
    {
        life.Place(random.One(OrderState.Placed, OrderState.Paid, OrderState.Delivered, OrderState.Completed), true);
        for (var steps = random.Between(0, 3); steps > 0; steps--)
            Step(life, random);
        life.Decide(CaseState.AgainstMember);
        life.AssertEarnsNothing();
        for (var steps = random.Between(0, 3); steps > 0; steps--)
            Step(life, random);
        life.AssertEarnsNothing();
        if (life.State < OrderState.Delivered)
        {
            life.Cancel();
            life.AssertNothingLeft(kept: []);
        }
        life.AssertEarnsNothing();
    }, levels: 0);

    /// <summary>Cancelled while its case is open: as if it had never been bought.</summary>
    [Fact]
    public void Order_CancelledWhileHeld_LeavesNothing() => Each((random, life) =>
    {
        life.Place(random.One(OrderState.Placed, OrderState.Paid, OrderState.Shipped), held: true);
        if (life.State != OrderState.Placed && random.Chance(60))
            life.Return(random);
        life.Cancel();
        Assert.Equal(CaseState.Closed, life.History.Now.OrderCase.State);
        life.AssertNothingLeft(kept: []);
    }, levels: 0);

    private static OrderLife Life(int seed) => new(RandomCase.Of(seed), new Dice(seed));

    private static void Step(OrderLife life, Dice dice)
    {
        if (life.State == OrderState.Placed || dice.Chance(40))
            life.Advance(dice.One(
                OrderState.Paid, OrderState.Shipped, OrderState.Delivered, OrderState.Completed));
        else
            life.Return(dice);
    }

    private static void Each(Action<Dice, OrderLife> holds, int levels = 50, int tickets = 0)
    {
        var (given, taken) = (0, 0);
        for (var seed = 1; seed <= Cases; seed++)
        {
            var dice = new Dice(seed);
            try
            {
                var life = new OrderLife(RandomCase.Of(seed), dice);
                holds(dice, life);
                given += life.Levels;
                taken += life.Tickets;
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}");
            }
        }
        // Else nothing was tried.
        Assert.True(given >= levels, $"Only {given} levels were given.");
        Assert.True(taken >= tickets, $"Only {taken} tickets were given.");
    }
}

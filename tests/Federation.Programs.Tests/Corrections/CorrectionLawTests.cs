using Federation.Programs.V1;
using Federation.Rules;
using Federation.Rules.Tests;
using Google.Protobuf;

namespace Federation.Programs.Tests;

/// <summary>What holds for every correction, whatever the rules are, whatever came back before, and whatever comes back
/// afterwards.</summary>
public sealed class CorrectionLawTests
{
    private const int Cases = 200;
    private const int Rounds = 3;

    /// <summary>An order gives what its awards have left and what it was corrected by, never less than nothing; once it
    /// is corrected it gives what the other rules would have given, and nothing is left to correct.</summary>
    [Fact]
    public void Order_CorrectedAndReturned_NeverGivesLessThanNothing() => Each((dice, life) =>
    {
        var (adjusted, rules) = (new Dictionary<string, long>(StringComparer.Ordinal), Others(life, dice));
        life.Place(OrderState.Completed);
        for (var round = 0; round < Rounds; round++)
        {
            if (dice.Chance(60))
                life.Return(dice);
            var compared = Compare(rules, life);
            foreach (var (_, coin, line) in compared)
            {
                var order = Assert.Single(line.Orders);
                Assert.Equal(line.Due - line.Earned, order.Difference);
                var posted = dice.Chance(70) ? order.Difference : order.Difference * dice.Between(0, 3) / 4;
                var less = CorrectionShares.NotPosted([order.Difference], posted)[0];
                Move(adjusted, "coins/" + coin, posted);
                Move(life.Corrected, "coins/" + coin, order.Units - less);
            }
            AssertGiven(life, adjusted);
            if (compared.All(c => Given(life, adjusted, "coins/" + c.Coin) == c.Line.Due))
                Assert.Empty(Compare(rules, life));
        }
        while (!life.IsAllReturned)
        {
            life.Return(dice);
            AssertGiven(life, adjusted);
        }
        foreach (var (_, coin, line) in Compare(rules, life))
        {
            Move(adjusted, "coins/" + coin, line.Orders[0].Difference);
            Move(life.Corrected, "coins/" + coin, line.Orders[0].Units);
        }
        AssertGiven(life, adjusted);
        // Of goods that are all returned only what some rules keep is given.
        Assert.True(life.RulesThatKeep.Count > 0 || adjusted.Keys.All(c => Given(life, adjusted, c) == 0));
    });

    /// <summary>By the rules that decided it, nothing is to be corrected, whatever came back.</summary>
    [Fact]
    public void Order_ComparedWithItsOwnRules_DoesNotDiffer() => Each((dice, life) =>
    {
        life.Place(OrderState.Completed);
        for (var returns = dice.Between(0, 3); returns > 0; returns--)
            life.Return(dice);
        Assert.Empty(Compare(CompiledRuleSet.Of("", life.Record.Terms), life));
    });

    /// <summary>The parts of the orders add up to what was posted, and none is beyond what was proposed.</summary>
    [Fact]
    public void NotPosted_LeavesWhatWasPosted()
    {
        for (var seed = 1; seed <= Cases; seed++)
        {
            var dice = new Dice(seed);
            long[] differences = [.. Enumerable.Range(0, dice.Between(1, 6)).Select(_ => (long)dice.Between(-9, 9))];
            var sum = differences.Sum();
            var posted = Math.Sign(sum) * dice.Between(0, (int)Math.Abs(sum));
            var left = differences.Zip(CorrectionShares.NotPosted(differences, posted), (d, n) => d - n).ToList();
            Assert.Equal(posted, left.Sum());
            Assert.All(differences.Zip(left), d => Assert.InRange(
                d.Second, Math.Min(0, d.First), Math.Max(0, d.First)));
        }
    }

    private static void AssertGiven(OrderLife life, Dictionary<string, long> adjusted)
    {
        var left = CorrectedClawbacks.LeftOf(life.Record.Result, life.History.Now.Back);
        foreach (var coin in left.Keys.Union(adjusted.Keys))
            Assert.Equal(
                CorrectedClawbacks.Given(left.GetValueOrDefault(coin), life.Corrected.GetValueOrDefault(coin)),
                Given(life, adjusted, coin));
    }

    /// <summary>What the ledger has booked in all.</summary>
    private static long Given(OrderLife life, Dictionary<string, long> adjusted, string coin) =>
        life.CoinsOf(coin) + adjusted.GetValueOrDefault(coin);

    private static void Move(Dictionary<string, long> sums, string coin, long units) =>
        sums[coin] = sums.GetValueOrDefault(coin) + units;

    private static List<(Guid Member, string Coin, ComparedLine Line)> Compare(CompiledRuleSet rules, OrderLife life)
    {
        var comparison = new Comparison(rules, new Simulation(rules, []));
        comparison.Add(life.History, life.Record, life.Corrected);
        return [.. comparison.Lines()];
    }

    /// <summary>The rules with other rates.</summary>
    private static CompiledRuleSet Others(OrderLife life, Dice dice)
    {
        var terms = life.Record.Terms.Clone();
        foreach (var earn in terms.Rules.SelectMany(r => r.Effects).Select(e => e.Earn).OfType<Earn>())
            earn.Units = dice.One(1, earn.Units, earn.Units * 2, earn.Units * 5);
        return CompiledRuleSet.Of("", terms);
    }

    private static void Each(Action<Dice, OrderLife> holds)
    {
        for (var seed = 1; seed <= Cases; seed++)
        {
            var (dice, random) = (new Dice(seed), RandomCase.Of(seed));
            if (random.Facts.Member is null)
            {
                random.Facts.Member = new MemberFacts { Id = ByteString.CopyFrom(new byte[16]) };
                // With a member the order may come to something else than they pay.
                random.Order.Tenders.Clear();
            }
            try
            {
                holds(dice, new OrderLife(random, dice));
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}");
            }
        }
    }
}

using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs.Tests;

/// <summary>What several orders of a member should have given together.</summary>
public sealed class ComparisonTests
{
    private static readonly DateTimeOffset Begin = Given.Now;

    /// <summary>10 coins of an order are all that a member can get. If its goods come back before the next order, that
    /// one gets them; if they come back afterwards, the next one has had none.</summary>
    [Theory]
    [InlineData(1, 10)]
    [InlineData(3, 0)]
    [InlineData(null, 0)]
    public void Limit_IsFreeAgain_OnceGoodsCameBack(int? returned, long second)
    {
        var rules = CompiledRuleSet.Of(Given.RuleSet(2), Limited());
        var history = new History(Given.RuleSet(1), Wrong());
        var records = new[] { history.Add(1, 1000, Begin), history.Add(1, 1000, Begin.AddHours(2)) }
            .Select(r => EvaluationRecord.Parser.ParseFrom(r.Content)).ToList();
        var comparison = new Comparison(rules, new Simulation(rules, []));
        comparison.Add(Life(records[0], returned), records[0], new Dictionary<string, long>());
        comparison.Add(Life(records[1], null), records[1], new Dictionary<string, long>());

        var line = Assert.Single(comparison.Lines()).Line;
        // The wrong rule gave a coin each; of the first that came back, too.
        Assert.Equal(returned is null ? 2 : 1, line.Earned);
        Assert.Equal((returned is null ? 10 : 0) + second, line.Due);
        Assert.Equal(line.Due - line.Earned, line.Orders.Sum(o => o.Difference));
        Assert.Equal(2, comparison.Orders);
    }

    /// <summary>What is no part of the comparison is counted as it was decided.</summary>
    [Fact]
    public void Limit_CountsOrdersThatStayAsTheyAre()
    {
        var rules = CompiledRuleSet.Of(Given.RuleSet(2), Limited());
        var history = new History(Given.RuleSet(1), Limited());
        var records = new[] { history.Add(1, 400, Begin), history.Add(1, 1000, Begin.AddHours(2)) }
            .Select(r => EvaluationRecord.Parser.ParseFrom(r.Content)).ToList();
        var comparison = new Comparison(rules, new Simulation(rules, []));
        comparison.Keep(records[0]);
        comparison.Add(Life(records[1], null), records[1], new Dictionary<string, long>());
        Assert.Empty(comparison.Lines());
        Assert.Equal(1, comparison.Orders);
    }

    /// <summary>What an earlier correction gave is not given again, and what it gave too much is taken.</summary>
    [Theory]
    [InlineData(0, 9)]
    [InlineData(9, 0)]
    [InlineData(12, -3)]
    [InlineData(-1, 10)]
    public void Correction_KnowsOfEarlierOnes(long corrected, long difference)
    {
        var rules = CompiledRuleSet.Of(Given.RuleSet(2), Given.Terms());
        var record = EvaluationRecord.Parser.ParseFrom(
            new History(Given.RuleSet(1), Wrong()).Add(1, 1000, Begin).Content);
        var comparison = new Comparison(rules, new Simulation(rules, []));
        comparison.Add(
            Life(record, null), record, new Dictionary<string, long> { ["coins/aster"] = corrected });
        Assert.Equal(difference, comparison.Lines().Sum(l => l.Line.Due - l.Line.Earned));
        Assert.Equal(difference == 0 ? 0 : 1, comparison.Differing);
    }

    private static RuleSetTerms Wrong()
    {
        var terms = Given.Terms();
        terms.Rules[0].Effects[0].Earn.PerMinorUnits = 1000;
        return terms;
    }

    private static RuleSetTerms Limited()
    {
        var terms = Given.Terms();
        terms.Rules[0].Limits.Add(
            new Limit { Per = Per.Member, Period = Period.Ever, Of = LimitedBy.Coins, AtMost = 10 });
        return terms;
    }

    /// <summary>An order whose goods came back after so many hours, or did not.</summary>
    private static OrderHistory Life(EvaluationRecord record, int? returned)
    {
        var placed = new OrderDetail { State = OrderState.Completed, RuleSet = record.RuleSet };
        var steps = new List<PostedBundle> { Bundle(placed, record.Facts.DecideTime) };
        if (returned is { } hours)
            steps.Add(Bundle(
                new OrderDetail(placed)
                {
                    Back = new OrderBack
                    {
                        Lines = { new ReturnedLine { Number = 1, Quantity = 1 } },
                        Awards = { new AwardBack { Place = 0, Coin = "coins/aster", Units = 1 } },
                    },
                },
                Begin.AddHours(hours).ToTimestamp()));
        return new OrderHistory(
            OrderId.Of(ProgramId.Parse(Given.Program), record.Order.Source, record.Order.EventId), steps);
    }

    private static PostedBundle Bundle(OrderDetail detail, Timestamp time) =>
        new() { Journal = new Journal { Detail = Any.Pack(detail), CreateTime = time } };
}

using Federation.Programs.V1;
using Google.Protobuf;

namespace Federation.Rules.Tests;

/// <summary>A member of a programme with one rule, who does one thing after the other: noon in Shanghai of days from
/// 15 June 2026 on.</summary>
internal sealed class EventGiven(Rule rule)
{
    private readonly TallyBook tallies = new();
    private readonly MemberFacts member = new Given().Member().Facts.Member;

    public RuleSetTerms Terms { get; } = new RuleSetTerms(new Given().Terms) { Rules = { rule } };

    /// <summary>The days of the run, and the coins.</summary>
    public string CheckIn(string evaluator, int day)
    {
        var result = Report(evaluator, day, new EventType { Kind = EventKind.CheckIn });
        return $"{result.RunDays}:{result.Coins.Sum(c => c.Units)}";
    }

    public Evaluation Report(string evaluator, int day, EventType type)
    {
        var rules = CompiledRuleSet.Of("", Terms);
        var happened = new Event
        {
            Source = "app",
            EventId = "1",
            Type = type,
            EventTime = Given.At($"2026-06-{15 + day}T04:00:00Z"),
        };
        var facts = new Facts { DecideTime = happened.EventTime, Member = member };
        facts.Tallies.Add(tallies.ValuesFor(
            rules, facts, new EvaluationRecord { Event = happened, Facts = facts }));
        return Applied(evaluator == "naive"
            ? NaiveEvaluator.Evaluate(Terms, facts, happened)
            : Evaluator.Evaluate(rules, facts, happened));
    }

    /// <summary>How the run stands on a day.</summary>
    public string RunOn(int day)
    {
        var status = new MemberDay(CompiledRuleSet.Of("", Terms), member, Given.Today + day);
        var run = status.CheckIns(
            status.CheckInTallies().ToDictionary(k => k, k => Tally(k.Definition)))!;
        return $"{run.RunDays}{(run.CheckedIn ? "+" : "")}";
    }

    /// <summary>Buys one thing.</summary>
    public Evaluation Buy(string evaluator)
    {
        var given = new Given().Line(1, 1, 100);
        var facts = new Facts { DecideTime = given.Order.OrderTime, Member = member };
        facts.Tallies.Add(tallies.ValuesFor(CompiledRuleSet.Of("", Terms), facts, given.Order));
        return Applied(Evaluators.Named(evaluator)(Terms, facts, given.Order));
    }

    public long Tally(string definition) =>
        tallies.Units(new TallyPlace(definition, Per.Member, 0), member.Id, ByteString.Empty);

    private Evaluation Applied(Evaluation result)
    {
        tallies.Apply(result.Tallies, member.Id, ByteString.Empty);
        return result;
    }
}

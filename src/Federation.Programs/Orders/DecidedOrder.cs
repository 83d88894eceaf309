using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>What an order comes to.</summary>
/// <param name="RuleSet">The rule set that decided.</param>
/// <param name="Record">The decision with all it rests on.</param>
internal sealed record DecidedOrder(PublishedRuleSet RuleSet, EvaluationRecord Record)
{
    public Order Order => Record.Order;

    public Evaluation Result => Record.Result;
}

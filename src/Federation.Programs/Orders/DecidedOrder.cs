using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>What an order comes to.</summary>
/// <param name="RuleSet">The rule set that decided.</param>
/// <param name="Record">The decision with all it rests on.</param>
/// <param name="Coupons">The coupons that it could use.</param>
internal sealed record DecidedOrder(
    PublishedRuleSet RuleSet, EvaluationRecord Record, IReadOnlyList<CouponRow> Coupons)
{
    public Order Order => Record.Order;

    public Evaluation Result => Record.Result;
}

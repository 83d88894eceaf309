using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Evaluates an order in the plainest way, from docs/rules.md and the contract's comments alone. It is what
/// the engine is compared with, and shares no code with it.</summary>
internal static class NaiveEvaluator
{
    /// <param name="leftOut">Ids of rules that are treated as if they did not exist.</param>
    /// <param name="withMisses">Whether to tell why rules gave nothing.</param>
    public static Evaluation Evaluate(
        RuleSetTerms terms, Facts facts, Order order, IReadOnlySet<string>? leftOut = null, bool withMisses = false)
    {
        var shown = facts.Coupons.Where(c => c.Shown).ToList();
        var candidates = order.AutoCoupons
            ? facts.Coupons.Where(c => !c.Shown && c.UsesLeft > 0 && c.ExpireTime > order.OrderTime) : [];
        return new CouponChoice(facts, chosen => EvaluateWith([.. shown, .. chosen])).Best(candidates);

        Evaluation EvaluateWith(IReadOnlyList<CouponFacts> coupons)
        {
            var situation = new Situation(terms, facts, order)
            {
                LeftOut = leftOut ?? new HashSet<string>(),
                Coupons = coupons,
            };
            return new Report(situation, Decide(situation)).Evaluation(withMisses);
        }
    }

    /// <summary>The same of an event: an order without lines, on which other rules are.</summary>
    public static Evaluation Evaluate(
        RuleSetTerms terms, Facts facts, Event happened, IReadOnlySet<string>? leftOut = null, bool withMisses = false)
    {
        var order = new Order
        {
            Source = happened.Source,
            EventId = happened.EventId,
            OrderTime = happened.EventTime,
        };
        var situation = new Situation(terms, facts, order)
        {
            LeftOut = leftOut ?? new HashSet<string>(),
            Coupons = [],
            Event = happened,
        };
        return new Report(situation, Decide(situation)).Evaluation(withMisses);
    }

    private static State Decide(Situation situation)
    {
        var state = State.Of(situation.Order);
        var groups = situation.Terms.Groups.Prepend(new RuleGroup { Combine = Combine.Stack });
        foreach (var stage in Stages.All)
        {
            state.BeginStage();
            foreach (var group in groups)
            {
                var rules = situation.Terms.Rules.Where(
                    r => situation.IsOn(r) && Stages.Of(r) == stage && r.Group == group.Id);
                state = Groups.Decide(group.Combine, Stages.InOrder(rules, state), situation, state);
            }
        }
        Limits.CutCoins(situation, state);
        return WithoutNothing(state);
    }

    /// <summary>An award that limits cut to nothing is not given, nor is a rule that has no other.</summary>
    private static State WithoutNothing(State state)
    {
        state.Gifts.RemoveAll(g => !g.IsSomething);
        var empty = state.Givings.Where(g => state.Gifts.All(gift => gift.Rule.Id != g.Rule.Id)).ToList();
        state.Givings.RemoveAll(empty.Contains);
        foreach (var rule in empty.Select(g => g.Rule))
            state.Miss(rule, MissReason.Limit);
        return state;
    }
}

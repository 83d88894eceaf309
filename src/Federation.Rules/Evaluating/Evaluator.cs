using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Says what an order or an event comes to, and why: docs/rules.md. Pure.</summary>
public static class Evaluator
{
    /// <param name="rules">The rule set.</param>
    /// <param name="facts">What the decision rests on besides.</param>
    /// <param name="order">An order of good form.</param>
    /// <param name="leftOut">Rules that are treated as if they did not exist, by id: their budgets were busy.</param>
    /// <param name="withMisses">Whether to say of each rule that gave nothing why.</param>
    public static Evaluation Evaluate(
        CompiledRuleSet rules, Facts facts, Order order, IReadOnlySet<string>? leftOut = null, bool withMisses = false)
    {
        var coupons = CouponChoice.Best(
            facts, order, chosen => Run(rules, facts, order, chosen, leftOut, misses: null).Result());
        var misses = withMisses ? new List<Miss>() : null;
        var result = Run(rules, facts, order, coupons, leftOut, misses).Result();
        if (misses is not null)
            result.Misses.AddRange(misses);
        return result;
    }

    /// <summary>With the coupons that were shown. Without the index each rule is tried in turn: for
    /// comparison.</summary>
    internal static Evaluation Evaluate(CompiledRuleSet rules, Facts facts, Order order, bool indexed) =>
        Run(rules, facts, order, [.. facts.Coupons.Where(c => c.Shown)], leftOut: null, misses: null, indexed).Result();

    /// <summary>What an event comes to.</summary>
    /// <param name="rules">The rule set.</param>
    /// <param name="facts">What the decision rests on besides; with a member.</param>
    /// <param name="happened">An event of good form.</param>
    /// <param name="leftOut">Rules that are treated as if they did not exist, by id: their budgets were busy.</param>
    /// <param name="withMisses">Whether to say of each rule on such events that gave nothing why.</param>
    public static Evaluation Evaluate(
        CompiledRuleSet rules, Facts facts, Event happened, IReadOnlySet<string>? leftOut = null,
        bool withMisses = false)
    {
        var misses = withMisses ? new List<Miss>() : null;
        var result = Run(rules, new OrderRun(rules, facts, happened), leftOut, misses).Result();
        if (misses is not null)
            result.Misses.AddRange(misses);
        return result;
    }

    /// <summary>What a record's order, or event, comes to.</summary>
    /// <param name="rules">The rule set, which may be another one than the record's.</param>
    /// <param name="facts">What the decision rests on besides.</param>
    /// <param name="record">Has the order or the event, and the rules that are left out.</param>
    internal static Evaluation Evaluate(CompiledRuleSet rules, Facts facts, EvaluationRecord record)
    {
        var leftOut = record.LeftOut.Count > 0 ? record.LeftOut.ToHashSet(StringComparer.Ordinal) : null;
        return record.Event is { } happened
            ? Evaluate(rules, facts, happened, leftOut)
            : Evaluate(rules, facts, record.Order, leftOut);
    }

    private static ResultOfRun Run(
        CompiledRuleSet rules, Facts facts, Order order, IReadOnlyList<CouponFacts> coupons,
        IReadOnlySet<string>? leftOut, List<Miss>? misses, bool indexed = true) => Run(
        rules, new OrderRun(rules, facts, order, new CouponPool(coupons, order.OrderTime)), leftOut, misses, indexed);

    private static ResultOfRun Run(
        CompiledRuleSet rules, OrderRun run, IReadOnlySet<string>? leftOut, List<Miss>? misses, bool indexed = true)
    {
        Span<ulong> candidates = stackalloc ulong[rules.Index.Words];
        if (misses is null && indexed)
            rules.Index.Find(
                run.Trigger, run.Order, run.Keys, run.Member, run.Coupons.Definitions, run.Moment, candidates);
        else
            rules.Index.FindOn(run.Trigger, candidates);
        void Missed(CompiledRule rule, MissReason why) => misses?.Add(Misses.Of(rule, why, run));
        var groups = new GroupRun(run, [], Missed);
        var block = new List<CompiledRule>();
        for (var stage = Stage.Prices; stage <= Stage.Fixed; stage++)
        {
            run.BeginStage();
            var ofStage = rules.RulesOf(stage);
            for (var i = 0; i < ofStage.Count; i++)
            {
                var rule = ofStage[i];
                if (Bits.Has(candidates, rule.Index))
                {
                    if (leftOut?.Contains(rule.Id) == true)
                        Missed(rule, MissReason.BudgetBusy);
                    else
                        block.Add(rule);
                }
                if (block.Count > 0 && (i + 1 == ofStage.Count || ofStage[i + 1].Group != rule.Group))
                {
                    Sort(block, stage, run);
                    groups.Run(rule.Group, block);
                    block.Clear();
                }
            }
        }
        return new ResultOfRun(run, Missed);
    }

    /// <summary>Of rules with one priority the one on the smaller sum, at the beginning of the stage, comes first.
    /// </summary>
    private static void Sort(List<CompiledRule> rules, Stage stage, OrderRun run)
    {
        if (stage is not (Stage.Lines or Stage.Order) || rules.Count < 2)
            return;
        var keys = new (int Priority, int Amount, long Sum, int Index)[rules.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var rule = rules[i];
            keys[i] = (
                rule.Terms.Priority, stage == Stage.Order && !rule.IsPercentage ? 1 : 0,
                run.Sum(rule.Effects[0].GetFilter, rule.SortsByList ? run.List : run.StageLeft), rule.Index);
        }
        var sorted = rules.ToArray();
        Array.Sort(keys, sorted);
        for (var i = 0; i < sorted.Length; i++)
            rules[i] = sorted[i];
    }
}

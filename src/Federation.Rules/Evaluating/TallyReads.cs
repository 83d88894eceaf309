using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Which tallies must be read before an order or an event is evaluated. Pure.</summary>
public static class TallyReads
{
    /// <summary>Those that the rules which may apply to it name, none twice. Of an order without a payer, or without a
    /// member, those that it cannot count are left out.</summary>
    /// <param name="rules">The rule set.</param>
    /// <param name="facts">All facts but the tallies.</param>
    /// <param name="order">An order of good form.</param>
    public static IReadOnlyList<TallyKey> Of(CompiledRuleSet rules, Facts facts, Order order) =>
        Of(rules, new OrderRun(rules, facts, order, new CouponPool(facts.Coupons, order.OrderTime)));

    /// <summary>Those that the rules which may apply to it name, none twice.</summary>
    /// <param name="rules">The rule set.</param>
    /// <param name="facts">All facts but the tallies.</param>
    /// <param name="happened">An event of good form.</param>
    public static IReadOnlyList<TallyKey> Of(CompiledRuleSet rules, Facts facts, Event happened) =>
        Of(rules, new OrderRun(rules, facts, happened));

    /// <summary>Those of what a record is about.</summary>
    internal static IReadOnlyList<TallyKey> Of(CompiledRuleSet rules, Facts facts, EvaluationRecord record) =>
        record.Event is { } happened ? Of(rules, facts, happened) : Of(rules, facts, record.Order);

    private static IReadOnlyList<TallyKey> Of(CompiledRuleSet rules, OrderRun run)
    {
        var candidates = new ulong[rules.Index.Words];
        rules.Index.Find(
            run.Trigger, run.Order, run.Keys, run.Member, run.Coupons.Definitions, run.Moment, candidates);
        var keys = new HashSet<TallyKey>();
        if (run.CheckIn is not null)
            keys.UnionWith(new[] { TallyNames.RunDays, TallyNames.RunLastDay, TallyNames.RunRepaired }
                .Select(d => TallyMoves.Key(d, Per.Member, 0)));
        foreach (var rule in rules.Rules.Where(r => Bits.Has(candidates, r.Index)))
        {
            foreach (var limit in rule.Limits)
            {
                if (LimitRoom.IsCounted(limit, run))
                    keys.Add(TallyMoves.Key(limit.Definition, limit.Terms.Per, limit.Terms.Period, run));
            }
            if (run.Member is not null && rule.Every is { Counter: { } counted })
                keys.Add(TallyMoves.Key(rule.Given, Per.Member, counted.Terms.Period, run));
        }
        keys.UnionWith(RiskCounts.Of(run).Select(
            r => TallyMoves.Key(r.Definition, r.Terms.Per, r.Terms.Period, run)));
        if (run.Member is not null)
        {
            foreach (var counter in rules.Counters)
                keys.Add(TallyMoves.Key(counter.Definition, Per.Member, counter.Terms.Period, run));
            foreach (var scheme in rules.Schemes)
                keys.UnionWith(Of(scheme, run));
        }
        return [.. keys];
    }

    /// <summary>The days on which a level looks, which do not depend on what was counted.</summary>
    private static List<TallyKey> Of(CompiledScheme scheme, OrderRun run)
    {
        var keys = new List<TallyKey>();
        run.TierOf(scheme, period =>
        {
            keys.Add(TallyMoves.Key(scheme.Definition, Per.Member, period));
            return 0;
        });
        return keys;
    }
}

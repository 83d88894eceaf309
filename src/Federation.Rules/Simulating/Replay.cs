using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Evaluates recorded orders and events by another rule set.</summary>
/// <param name="draft">The other rule set.</param>
/// <param name="worths">What coins are worth of which a record says nothing.</param>
internal sealed class Replay(CompiledRuleSet draft, IReadOnlyList<CoinWorth> worths)
{
    private readonly HashSet<string> coupons = draft.Terms.Coupons.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);

    /// <summary>What the record of the decision would have been. Tenders that paid the total of then pay that of now,
    /// each in its share.</summary>
    public EvaluationRecord Decide(EvaluationRecord record, TallyBook book)
    {
        var facts = FactsOf(record, book);
        var decided = new EvaluationRecord
        {
            RuleSet = draft.Name,
            Terms = draft.Terms,
            Order = record.Order,
            Event = record.Event,
            Facts = facts,
            LeftOut = { record.LeftOut },
        };
        decided.Result = Evaluator.Evaluate(draft, facts, decided);
        if (record.Order is not { Tenders.Count: > 0 } order
            || decided.Result.TotalMinorUnits == record.Result.TotalMinorUnits)
            return decided;
        decided.Order = Paying(order, decided.Result.TotalMinorUnits);
        decided.Result = Evaluator.Evaluate(draft, facts, decided);
        return decided;
    }

    private Facts FactsOf(EvaluationRecord record, TallyBook book)
    {
        var then = record.Facts;
        return new Facts
        {
            DecideTime = then.DecideTime,
            Member = then.Member,
            Coupons = { then.Coupons.Where(c => coupons.Contains(c.Definition)) },
            Coins = { then.Coins, worths.Where(w => then.Coins.All(c => c.Coin != w.Coin)) },
            Tallies = { book.ValuesFor(draft, then, record) },
        };
    }

    private static Order Paying(Order order, long total)
    {
        var paying = order.Clone();
        var share = new RunningShare(total, order.Tenders.Sum(t => t.MinorUnits));
        foreach (var tender in paying.Tenders)
            tender.MinorUnits = share.Next(tender.MinorUnits);
        return paying;
    }
}

using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>
/// What comes back when goods of an order are returned. Computed for all returns of the order together: what earlier
/// ones gave is subtracted by the caller, so that parts in any order add up to the whole. Pure.
/// </summary>
public static class ReturnedGoods
{
    /// <param name="rules">The rule set of the record.</param>
    /// <param name="record">The order's decision.</param>
    /// <param name="returned">By line number, the units that were returned in all; none above the line's
    /// quantity.</param>
    public static ReturnResult Of(
        CompiledRuleSet rules, EvaluationRecord record, IReadOnlyDictionary<int, int> returned)
    {
        var kept = Keep(record.Order, returned);
        var without = kept is null
            ? new Evaluation()
            : Evaluator.Evaluate(
                rules, record.Facts, WithTenders(kept, rules, record),
                record.LeftOut.ToHashSet(StringComparer.Ordinal));
        var money = record.Terms.ReturnMoney == ReturnMoney.Reprice
            ? Math.Max(0, record.Result.TotalMinorUnits - without.TotalMinorUnits)
            : PaidFor(record, returned, all: kept is null);
        return new ReturnResult
        {
            MinorUnits = money,
            Coins = CoinsBack(record, rules, without, returned, kept is null),
            Coupons = CouponsBack(record, without, kept is null),
            Kept = without,
        };
    }

    /// <summary>Coupons that nothing is kept of, or that repricing no longer uses: at the paid price, what a coupon
    /// gave stays with the goods that are kept.</summary>
    private static IReadOnlyList<string> CouponsBack(EvaluationRecord record, Evaluation without, bool all) =>
        all || record.Terms.ReturnMoney == ReturnMoney.Reprice
            ? [.. record.Result.UsedCoupons.Except(without.UsedCoupons)]
            : [];

    private static Order? Keep(Order order, IReadOnlyDictionary<int, int> returned)
    {
        var kept = order.Clone();
        kept.Lines.Clear();
        foreach (var line in order.Lines)
        {
            var part = line.Clone();
            part.Quantity -= returned.GetValueOrDefault(line.Number);
            ArgumentOutOfRangeException.ThrowIfNegative(part.Quantity);
            if (part.Quantity > 0)
                kept.Lines.Add(part);
        }
        return kept.Lines.Count > 0 ? kept : null;
    }

    /// <summary>What is kept is paid by the order's tenders, in their shares.</summary>
    private static Order WithTenders(Order kept, CompiledRuleSet rules, EvaluationRecord record)
    {
        if (kept.Tenders.Count == 0 || record.Result.TotalMinorUnits == 0)
            return kept;
        var probe = kept.Clone();
        probe.Tenders.Clear();
        var total = Evaluator.Evaluate(rules, record.Facts, probe).TotalMinorUnits;
        var share = new RunningShare(total, kept.Tenders.Sum(t => t.MinorUnits));
        foreach (var tender in kept.Tenders)
            tender.MinorUnits = share.Next(tender.MinorUnits);
        return kept;
    }

    /// <summary>What the returned units were paid at; the delivery, too, once nothing is kept.</summary>
    private static long PaidFor(EvaluationRecord record, IReadOnlyDictionary<int, int> returned, bool all)
    {
        var back = all ? record.Result.DeliveryMinorUnits : 0;
        foreach (var line in record.Result.Lines)
        {
            var quantity = record.Order.Lines.First(l => l.Number == line.Number).Quantity;
            var kept = quantity - returned.GetValueOrDefault(line.Number);
            back += line.PayMinorUnits - RunningShare.HalfUp((Int128)line.PayMinorUnits * kept, quantity);
        }
        return back;
    }

    private static IReadOnlyList<CoinsBack> CoinsBack(
        EvaluationRecord record, CompiledRuleSet rules, Evaluation without, IReadOnlyDictionary<int, int> returned,
        bool all)
    {
        var onReturn = rules.Rules.ToDictionary(r => r.Id, r => r.Terms.OnReturn, StringComparer.Ordinal);
        var (paid, paidBack) = (record.Result.TotalMinorUnits, PaidFor(record, returned, all));
        return
        [
            .. from award in record.Result.Awards
               where award.Coins is not null
               group award by (award.Rule, award.Coins.Coin) into awards
               let earned = awards.Sum(a => a.Coins.Units)
               let back = onReturn[awards.Key.Rule] switch
               {
                   OnReturn.Keep => 0,
                   OnReturn.Proportional => paid == 0
                       ? (all ? earned : 0)
                       : (long)((((Int128)earned * paidBack) + paid - 1) / paid),
                   _ => earned - Math.Min(earned, without.Awards
                       .Where(a => a.Rule == awards.Key.Rule && a.Coins?.Coin == awards.Key.Coin)
                       .Sum(a => a.Coins.Units)),
               }
               where back > 0
               select new CoinsBack(awards.Key.Rule, awards.Key.Coin, back),
        ];
    }
}

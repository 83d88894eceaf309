using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>
/// What an order still counts for when goods of it are returned. Never more than it counted when it was placed; and
/// what limits count stays as long as what they limited stays with the member, so that no budget is spent twice. Pure.
/// </summary>
public static class TalliesLeft
{
    /// <param name="rules">The rule set of the record.</param>
    /// <param name="record">The order's decision.</param>
    /// <param name="returned">By line number, the units that were returned in all.</param>
    /// <param name="result">What came of returning these.</param>
    /// <param name="coinsBack">By award of the decision, the coins that were taken back in all.</param>
    /// <returns>For each of the decision's <c>tallies</c> and then <c>tallies_when_earned</c>: what is left of a move
    /// that was added; 1 or 0 for one that was set, whether it stands.</returns>
    public static IReadOnlyList<long> Of(
        CompiledRuleSet rules, EvaluationRecord record, IReadOnlyDictionary<int, int> returned, ReturnResult result,
        IReadOnlyList<long> coinsBack)
    {
        var left = new Left(rules, record, returned, result, coinsBack);
        return
        [
            .. record.Result.Tallies.Select(left.Of),
            .. record.Result.TalliesWhenEarned.Select(m => Left.Counted(m, result.Kept.TalliesWhenEarned)),
        ];
    }

    private sealed record Left(
        CompiledRuleSet Rules, EvaluationRecord Record, IReadOnlyDictionary<int, int> Returned, ReturnResult Result,
        IReadOnlyList<long> CoinsBack)
    {
        public long Of(TallyMove move)
        {
            if (Rules.Risks.FirstOrDefault(r => r.Definition == move.Key.Definition) is { } risk)
                return Math.Min(move.Add, OfRisk(risk.Terms.Of));
            var limited = Rules.Rules.Where(r => r.Limits.Any(l => l.Definition == move.Key.Definition)).ToList();
            if (limited.Count == 0)
                return Counted(move, Result.Kept.Tallies);
            var terms = limited[0].Limits.First(l => l.Definition == move.Key.Definition).Terms;
            if (terms.Period == Period.Cooldown)
                return Stands(limited) ? 1 : 0;
            return Math.Min(move.Add, terms.Of switch
            {
                LimitedBy.Coins => CoinsLeft(limited).Sum(c => c.Units),
                LimitedBy.Money => Money(limited),
                _ => Stands(limited) ? move.Add : 0,
            });
        }

        /// <summary>What the goods that are kept count for by themselves.</summary>
        public static long Counted(TallyMove move, IEnumerable<TallyMove> kept) =>
            Math.Min(move.Add, kept.FirstOrDefault(k => k.Key.Equals(move.Key))?.Add ?? 0);

        /// <summary>What risk rules count: whatever rules give for what is kept.</summary>
        private long OfRisk(LimitedBy of) => of switch
        {
            LimitedBy.Money => Math.Max(0, Record.Result.TotalMinorUnits - Result.MinorUnits),
            LimitedBy.Coins => Record.Result.Awards.Select((a, i) => (a.Coins?.Units ?? 0) - CoinsBack[i]).Sum(),
            _ => Result.Kept.Lines.Count > 0 ? 1 : 0,
        };

        /// <summary>Whether one of the rules still gives something, or has given what stays.</summary>
        private bool Stands(List<CompiledRule> rules) =>
            Result.Kept.Awards.Any(a => Names(rules, a.Rule)) || CoinsLeft(rules).Any(c => c.Units > 0);

        private IEnumerable<(string Coin, long Units)> CoinsLeft(List<CompiledRule> rules) =>
            Record.Result.Awards.Select((award, i) => (award, i))
                .Where(a => a.award.Coins is not null && Names(rules, a.award.Rule))
                .Select(a => (a.award.Coins.Coin, a.award.Coins.Units - CoinsBack[a.i]));

        private long Money(List<CompiledRule> rules) => checked(
            DiscountsLeft([.. rules.Where(r => r.Stage != Stage.Prices)])
            + CoinsLeft(rules).Sum(c => Worth(c.Coin, c.Units)));

        private long DiscountsLeft(List<CompiledRule> rules)
        {
            var whole = Sum(rules, Record.Result, (_, units) => units);
            if (Record.Terms.ReturnMoney != ReturnMoney.Reprice)
                return Sum(rules, Record.Result, OfKept);
            // A shortfall is not charged: the member keeps the discount.
            var shortfall = Result.Kept.TotalMinorUnits - (Record.Result.TotalMinorUnits - Result.MinorUnits);
            return shortfall > 0 ? whole : Sum(rules, Result.Kept, (_, units) => units);
        }

        /// <summary>The share of a line's discount that the kept units were sold with; of the delivery's all of it
        /// until nothing is kept.</summary>
        private long OfKept(int line, long units)
        {
            if (line == 0)
                return Result.Kept.Lines.Count > 0 ? units : 0;
            var quantity = Record.Order.Lines.First(l => l.Number == line).Quantity;
            return RunningShare.HalfUp((Int128)units * (quantity - Returned.GetValueOrDefault(line)), quantity);
        }

        private static long Sum(List<CompiledRule> rules, Evaluation result, Func<int, long, long> left) => checked(
            result.Lines.Sum(line => line.Discounts.Where(d => Names(rules, d.Rule))
                .Sum(d => left(line.Number, d.MinorUnits)))
            + result.DeliveryDiscounts.Where(d => Names(rules, d.Rule)).Sum(d => left(0, d.MinorUnits)));

        private long Worth(string coin, long units)
        {
            var worth = Record.Facts.Coins.FirstOrDefault(c => c.Coin == coin)?.OnValueUnits ?? 0;
            var per = Record.Terms.SettlementUnitsPerMinorUnit;
            return (long)((((Int128)units * worth) + per - 1) / per);
        }

        private static bool Names(List<CompiledRule> rules, string id) => rules.Exists(r => r.Id == id);
    }
}

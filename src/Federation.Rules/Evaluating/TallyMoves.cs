using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>What an order, or an event, moves in the ledger's tallies.</summary>
internal static class TallyMoves
{
    public static void Write(Evaluation result, IReadOnlyList<GivenRule> kept, OrderRun run)
    {
        var moves = new List<TallyMove>();
        if (run.Member is not null)
            moves.AddRange(Counters(run));
        moves.AddRange(run.CheckIn?.Moves(run) ?? []);
        foreach (var given in kept)
        {
            if (given.Rule.Every is { Counter: { } counter })
                moves.Add(Exact(given.Rule.Given, counter.Terms.Period, given.Times, run));
        }
        // A limit of a campaign or of the programme covers several rules and is counted once.
        moves.AddRange(kept.SelectMany(g => g.Rule.Limits).DistinctBy(l => l.Index)
            .Where(l => LimitRoom.IsCounted(l, run))
            .Select(l => Limited(l, run)).OfType<TallyMove>());
        moves.AddRange(RiskCounts.Write(result, run));
        result.Tallies.AddRange(moves.OrderBy(m => m.Key.Definition, StringComparer.Ordinal).ThenBy(m => m.Key.Per)
            .ThenBy(m => m.Key.Period));
        if (run.Member is not null)
            result.TalliesWhenEarned.AddRange(Tiers(result, run));
    }

    private static IEnumerable<TallyMove> Counters(OrderRun run) =>
        from counter in run.Rules.Counters
        let units = run.Contribution(counter)
        where units > 0
        select Exact(counter.Definition, counter.Terms.Period, units, run);

    private static IEnumerable<TallyMove> Tiers(Evaluation result, OrderRun run)
    {
        foreach (var scheme in run.Rules.Schemes)
        {
            // An event's coins count as an order's do, and it is no order.
            var units = scheme.Terms.Of switch
            {
                not CountedBy.Coins when run.Event is not null => 0,
                CountedBy.Orders => 1,
                CountedBy.Quantity => run.Quantity(scheme.Filter),
                CountedBy.Coins =>
                    result.Coins.FirstOrDefault(c => c.Coin == run.Rules.Terms.Coins[0])?.Units ?? 0,
                _ => run.Sum(scheme.Filter, run.Left),
            };
            var periods = new TierPeriods(scheme.Terms.Period, run.JoinedOn ?? run.Moment.Day);
            if (units == 0 || !periods.Exists(periods.PeriodOf(run.Moment.Day)))
                continue;
            var period = scheme.Terms.Period == TierPeriod.LastDays
                ? run.Moment.Day
                : periods.FirstDay(periods.PeriodOf(run.Moment.Day));
            yield return new TallyMove { Key = Key(scheme.Definition, Per.Member, period), Add = units };
        }
    }

    private static TallyMove? Limited(CompiledLimit limit, OrderRun run)
    {
        var key = Key(limit.Definition, limit.Terms.Per, limit.Terms.Period, run);
        if (limit.Terms.Period == Period.Cooldown)
            return new TallyMove { Key = key, Set = run.Moment.Day, Exact = true };
        var units = limit.Terms.Of == LimitedBy.Times ? 1 : run.LimitUse[limit.Index];
        return units > 0 ? new TallyMove { Key = key, Add = units, AtMost = limit.Terms.AtMost } : null;
    }

    private static TallyMove Exact(string definition, Period period, long units, OrderRun run) => new()
    {
        Key = Key(definition, Per.Member, period, run),
        Add = units,
        Exact = true,
    };

    /// <summary>The tally of the period that the order's day is in.</summary>
    public static TallyKey Key(string definition, Per per, Period period, OrderRun run) =>
        Key(definition, per, Periods.FirstDay(period, run.Moment.Day));

    public static TallyKey Key(string definition, Per per, int period) =>
        new() { Definition = definition, Per = per, Period = period };
}

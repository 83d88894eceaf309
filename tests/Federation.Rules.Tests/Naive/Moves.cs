using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What an order moves of tallies.</summary>
internal sealed class Moves(Situation situation, State state)
{
    public IEnumerable<TallyMove> WhenPlaced() =>
        Counted().Concat(new Runs(situation).Moves()).Concat(Given()).Concat(Limited())
            .Concat(new Risks(situation, state).Moves())
            .Where(m => m.MovesCase != TallyMove.MovesOneofCase.Add || m.Add > 0)
            .OrderBy(m => m.Key.Definition, StringComparer.Ordinal).ThenBy(m => m.Key.Per).ThenBy(m => m.Key.Period);

    public IEnumerable<TallyMove> WhenEarned() => situation.Member is null ? [] : situation.Terms.TierSchemes
        .Where(s => Levels.Start(s, situation.Day, 0, situation) is not null)
        .Select(s => new TallyMove
        {
            Key = Key("tiers/" + s.Id, Per.Member, Levels.Start(s, situation.Day, 0, situation)!.Value.Number()),
            Add = (long)Contribution(s),
        })
        .Where(m => m.Add > 0);

    private IEnumerable<TallyMove> Counted() => situation.Member is null ? [] : situation.Terms.Counters
        .Select(c => new TallyMove
        {
            Key = Key("counters/" + c.Id, Per.Member, Counters.PeriodOf(c, situation)),
            Add = (long)Counters.Contribution(c, situation, state),
            Exact = true,
        });

    private IEnumerable<TallyMove> Given() =>
        from giving in state.Givings
        let every = new Conditions(situation, state, giving.Rule).Every
        where every is not null
        select new TallyMove
        {
            Key = Key("given/" + giving.Rule.Id, Per.Member,
                Counters.PeriodOf(Counters.Of(every.Count.Counter, situation), situation)),
            Add = giving.Times,
            Exact = true,
        };

    private IEnumerable<TallyMove> Limited() =>
        from limit in Limits.All(situation)
        where limit.Limit.Per != Per.Order
        let key = Key(limit.Definition, limit.Limit.Per, limit.PeriodOf(situation))
        let counted = limit.Counted(state.Gifts, situation)
        where counted > 0
        select limit.IsPause
            ? new TallyMove { Key = key, Set = situation.Day.Number(), Exact = true }
            : new TallyMove { Key = key, Add = (long)counted, AtMost = limit.Limit.AtMost };

    private BigInteger Contribution(TierScheme scheme) => scheme.Of switch
    {
        CountedBy.Orders or CountedBy.Quantity or CountedBy.Money when situation.Event is not null => 0,
        CountedBy.Orders => 1,
        CountedBy.Quantity => state.Matching(scheme.Lines).Sum(l => l.Quantity),
        CountedBy.Money => state.Matching(scheme.Lines).Sum(l => l.Left),
        _ => state.Gifts.Where(g => g.Coins?.Coin == situation.Terms.Coins[0]).Sum(g => g.Coins!.Units),
    };

    private static TallyKey Key(string definition, Per per, int period) =>
        new() { Definition = definition, Per = per, Period = period };
}

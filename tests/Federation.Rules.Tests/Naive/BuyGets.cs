using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>The sets of a BuyGet.</summary>
internal static class BuyGets
{
    public static LineFilter? GetOf(BuyGet buyGet) => buyGet.Get ?? buyGet.Buy;

    /// <summary>What is off before limits of MONEY. The units of its sets are used in
    /// <paramref name="state"/>.</summary>
    public static Offer Of(BuyGet buyGet, State state)
    {
        var free = state.Lines.SelectMany(l => l.Units()).Where(u => !state.UsedUnits.Contains(u.Id)).ToList();
        var given = new List<GoodsUnit>();
        for (var sets = 0; buyGet.MaxSets == 0 || sets < buyGet.MaxSets; sets++)
        {
            var (bought, got) = Next(buyGet, free);
            if (bought.Count < buyGet.BuyUnits || got.Count == 0
                || (buyGet.WholeSetsOnly && got.Count < buyGet.GetUnits))
                break;
            given.AddRange(got);
            free = [.. free.Except(bought).Except(got)];
            state.UsedUnits.UnionWith(bought.Concat(got).Select(u => u.Id));
        }
        var lines = state.Lines.Select(l => (l.Number, given.Where(u => u.Line == l)
            .Sum(u => Fraction.Percent(u.Price, buyGet.BasisPoints)))).ToList();
        return Offer.InTurn(lines, lines.Sum(l => l.Item2));
    }

    private static (List<GoodsUnit> Bought, List<GoodsUnit> Got) Next(BuyGet buyGet, List<GoodsUnit> free)
    {
        var dearestGiven = buyGet.Pick == PickUnits.DearestGiven;
        var bought = Sorted(free.Where(u => u.Line.Matches(buyGet.Buy)), dearestFirst: !dearestGiven)
            .Take(buyGet.BuyUnits).ToList();
        var got = Sorted(free.Except(bought).Where(u => u.Line.Matches(GetOf(buyGet))), dearestFirst: dearestGiven)
            .Take(buyGet.GetUnits).ToList();
        return (bought, got);
    }

    private static IEnumerable<GoodsUnit> Sorted(IEnumerable<GoodsUnit> units, bool dearestFirst) =>
        units.OrderBy(u => dearestFirst ? -u.Price : u.Price).ThenBy(u => u.Line.Number).ThenBy(u => u.K);
}

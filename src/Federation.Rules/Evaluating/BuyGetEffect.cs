using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Some units of goods for less when others are bought.</summary>
internal static class BuyGetEffect
{
    /// <summary>What is taken off each line, and the units that are used.</summary>
    public static (long[] Off, IReadOnlyList<UnitOfGoods> Used) Off(BuyGet terms, CompiledEffect effect, OrderRun run)
    {
        var dearestGiven = terms.Pick == PickUnits.DearestGiven;
        var buy = Free(effect.Filter, run, dearestFirst: !dearestGiven);
        var get = Free(effect.GetFilter, run, dearestFirst: dearestGiven);
        var off = new long[run.Lines.Length];
        var taken = new HashSet<(int, int)>();
        var used = new List<UnitOfGoods>();
        var (nextBuy, nextGet) = (0, 0);
        var most = terms.MaxSets > 0 ? terms.MaxSets : int.MaxValue;
        for (var sets = 0; sets < most; sets++)
        {
            var bought = Take(buy, ref nextBuy, terms.BuyUnits, taken);
            var given = bought.Count == terms.BuyUnits ? Take(get, ref nextGet, terms.GetUnits, taken) : [];
            if (given.Count == 0 || (terms.WholeSetsOnly && given.Count < terms.GetUnits))
                break;
            foreach (var unit in given)
                off[unit.Line] += RunningShare.Percent(unit.Price, terms.BasisPoints);
            used.AddRange(bought);
            used.AddRange(given);
        }
        return (off, used);
    }

    private static List<UnitOfGoods> Free(int filter, OrderRun run, bool dearestFirst)
    {
        var units = run.UnitsOf(filter);
        units.RemoveAll(u => run.IsUsed(u.Line, u.Number));
        units.Sort(dearestFirst ? UnitOfGoods.DearestFirst : UnitOfGoods.CheapestFirst);
        return units;
    }

    /// <summary>Takes the next units that no set has.</summary>
    private static List<UnitOfGoods> Take(
        List<UnitOfGoods> units, ref int next, int most, HashSet<(int, int)> taken)
    {
        var set = new List<UnitOfGoods>();
        for (; next < units.Count && set.Count < most; next++)
        {
            if (taken.Add((units[next].Line, units[next].Number)))
                set.Add(units[next]);
        }
        return set;
    }
}

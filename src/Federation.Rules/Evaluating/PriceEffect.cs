using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Lower prices: the lowest is taken, they never add up.</summary>
internal static class PriceEffect
{
    public static long[] Off(MemberPrice price, int filter, OrderRun run)
    {
        var off = new long[run.Lines.Length];
        for (var i = 0; i < off.Length; i++)
        {
            if (!run.Matches(filter, i))
                continue;
            var line = run.Lines[i];
            var unit = price.PriceCase == MemberPrice.PriceOneofCase.UnitMinorUnits
                ? price.UnitMinorUnits
                : RunningShare.Percent(line.ListMinorUnits, price.BasisPointsOfList);
            // A brand may name a price beyond what an order may come to.
            off[i] = (long)Int128.Max(0, run.Left[i] - ((Int128)unit * line.Quantity));
        }
        return off;
    }
}

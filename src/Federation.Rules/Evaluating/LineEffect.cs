using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Discounts on each line, or on each unit of goods.</summary>
internal static class LineEffect
{
    public static long[] Off(Discount discount, int filter, OrderRun run) =>
        discount.Scope == DiscountScope.EachLine ? OffLines(discount, filter, run) : OffUnits(discount, filter, run);

    private static long[] OffLines(Discount discount, int filter, OrderRun run)
    {
        var off = new long[run.Lines.Length];
        for (var i = 0; i < off.Length; i++)
        {
            if (run.Matches(filter, i))
                off[i] = OffOne(discount, run.Left[i], run.List[i]);
        }
        return off;
    }

    private static long[] OffUnits(Discount discount, int filter, OrderRun run)
    {
        var off = new long[run.Lines.Length];
        var units = run.UnitsOf(filter);
        var step = Math.Max(1, discount.StepUnits);
        var count = units.Count / step * step;
        if (discount.MaxUnits > 0)
            count = Math.Min(count, discount.MaxUnits);
        if (count < units.Count)
            units.Sort(UnitOfGoods.CheapestFirst);
        for (var i = 0; i < count; i++)
            off[units[i].Line] += OffOne(discount, units[i].Price, run.Lines[units[i].Line].ListMinorUnits);
        return off;
    }

    /// <summary>Off a line or a unit.</summary>
    private static long OffOne(Discount discount, long left, long list) => Math.Min(
        left,
        discount.OffCase == Discount.OffOneofCase.MinorUnits
            ? discount.MinorUnits
            : RunningShare.Percent(discount.Basis == PriceBasis.List ? list : left, discount.BasisPoints));
}

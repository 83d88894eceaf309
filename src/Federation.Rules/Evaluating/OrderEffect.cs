using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Discounts on the order and on the delivery.</summary>
internal static class OrderEffect
{
    public static void Give(GivenRule given, int effect, OrderRun run)
    {
        var compiled = given.Rule.Effects[effect];
        var discount = compiled.Terms.Discount;
        var sum = run.Sum(compiled.Filter, run.Left);
        var wanted = discount.OffCase == Discount.OffOneofCase.MinorUnits
            ? AmountOf(discount, sum)
            : RunningShare.Percent(
                discount.Basis == PriceBasis.List ? run.Sum(compiled.Filter, run.List) : sum, discount.BasisPoints);
        if (Limit(given, discount, Int128.Min(wanted, sum), run, out var by) is not (> 0 and var off))
            return;
        var parts = Allocate(off, discount.Allocation, compiled.Filter, run);
        for (var i = 0; i < parts.Length; i++)
            run.Left[i] -= parts[i];
        given.Outcomes.Add(new Outcome
        {
            Effect = effect,
            Terms = compiled.Terms,
            Amount = off,
            ByLine = parts,
            ClippedBy = by,
        });
    }

    public static void GiveOnDelivery(GivenRule given, int effect, OrderRun run)
    {
        var terms = given.Rule.Effects[effect].Terms;
        var discount = terms.Discount;
        var wanted = discount.OffCase == Discount.OffOneofCase.MinorUnits
            ? discount.MinorUnits
            : RunningShare.Percent(
                discount.Basis == PriceBasis.List ? run.Order.DeliveryMinorUnits : run.Delivery, discount.BasisPoints);
        if (Limit(given, discount, Math.Min(wanted, run.Delivery), run, out var by) is not (> 0 and var off))
            return;
        run.Delivery -= off;
        given.Outcomes.Add(new Outcome { Effect = effect, Terms = terms, Amount = off, ClippedBy = by });
    }

    private static Int128 AmountOf(Discount discount, long sum) => discount.PerMinorUnits > 0
        ? (Int128)discount.MinorUnits * (sum / discount.PerMinorUnits)
        : discount.MinorUnits;

    private static long Limit(
        GivenRule given, Discount discount, Int128 wanted, OrderRun run, out ClippedBy? by)
    {
        var most = (long)(discount.MaxMinorUnits > 0 ? Int128.Min(wanted, discount.MaxMinorUnits) : wanted);
        var off = LimitRoom.OfDiscount(given.Rule, most, run, out by);
        given.WasLimited |= by is not null;
        LimitRoom.Count(given.Rule, null, off, run);
        return off;
    }

    private static long[] Allocate(long amount, Allocation by, int filter, OrderRun run)
    {
        if (by != Allocation.ByQuantity)
            return ByPrice(amount, filter, run.Left, run);
        var parts = new long[run.Lines.Length];
        var left = (long[])run.Left.Clone();
        var share = new RunningShare(amount, run.Quantity(filter));
        var rest = amount;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!run.Matches(filter, i))
                continue;
            parts[i] = Math.Min(left[i], share.Next(run.Lines[i].Quantity));
            left[i] -= parts[i];
            rest -= parts[i];
        }
        var further = ByPrice(rest, filter, left, run);
        for (var i = 0; i < parts.Length; i++)
            parts[i] += further[i];
        return parts;
    }

    private static long[] ByPrice(long amount, int filter, long[] left, OrderRun run)
    {
        var parts = new long[left.Length];
        var share = new RunningShare(amount, run.Sum(filter, left));
        for (var i = 0; i < parts.Length; i++)
        {
            if (run.Matches(filter, i))
                parts[i] = share.Next(left[i]);
        }
        return parts;
    }
}

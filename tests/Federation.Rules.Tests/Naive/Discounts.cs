using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>What a discount or a member price comes to before limits of MONEY.</summary>
internal static class Discounts
{
    public static Offer Of(MemberPrice price, State state)
    {
        var off = state.Matching(price.Lines)
            .Select(line => (line.Number, BigInteger.Max(0, line.Left - (PriceOf(price, line) * line.Quantity))));
        return Whole([.. off]);
    }

    public static Offer Of(Discount discount, Situation situation, State state) => discount.Scope switch
    {
        DiscountScope.EachLine => OfLines(discount, state),
        DiscountScope.EachUnit => OfUnits(discount, state),
        DiscountScope.Order => OfOrder(discount, state),
        _ => OfDelivery(discount, situation, state),
    };

    private static Offer Whole(List<(int Line, BigInteger Amount)> lines) =>
        Offer.InTurn(lines, lines.Sum(l => l.Amount));

    private static BigInteger PriceOf(MemberPrice price, Line line) =>
        price.PriceCase == MemberPrice.PriceOneofCase.UnitMinorUnits
            ? price.UnitMinorUnits : Fraction.Percent(line.Sold.ListMinorUnits, price.BasisPointsOfList);

    private static Offer OfLines(Discount discount, State state)
    {
        var lines = state.Matching(discount.Lines)
            .Select(l => (l.Number, BigInteger.Min(l.Left, AmountOf(discount, l.Left, l.ListPrice)))).ToList();
        return Offer.InTurn(lines, MostOf(discount, lines.Sum(l => l.Item2)));
    }

    private static Offer OfUnits(Discount discount, State state)
    {
        var units = state.Matching(discount.Lines).SelectMany(l => l.Units())
            .OrderBy(u => u.Price).ThenBy(u => u.Line.Number).ThenBy(u => u.K).ToList();
        var step = Math.Max(1, discount.StepUnits);
        var count = units.Count / step * step;
        if (discount.MaxUnits > 0)
            count = Math.Min(count, discount.MaxUnits);
        var off = units.Take(count).Select(u => (
            u.Line.Number,
            Off: BigInteger.Min(u.Price, AmountOf(discount, u.Price, u.Line.Sold.ListMinorUnits)))).ToList();
        var lines = state.Matching(discount.Lines)
            .Select(l => (l.Number, off.Where(o => o.Number == l.Number).Sum(o => o.Off))).ToList();
        return Offer.InTurn(lines, MostOf(discount, lines.Sum(l => l.Item2)));
    }

    private static Offer OfOrder(Discount discount, State state)
    {
        var lines = state.Matching(discount.Lines).ToList();
        var sum = lines.Sum(l => l.Left);
        var amount = AmountOf(discount, sum, lines.Sum(l => l.ListPrice));
        if (discount.OffCase == Discount.OffOneofCase.MinorUnits && discount.PerMinorUnits > 0)
            amount *= new Fraction(sum, discount.PerMinorUnits).Floor();
        var wanted = BigInteger.Min(MostOf(discount, amount), sum);
        return new Offer(wanted, off => Allocated(off, discount.Allocation, lines));
    }

    private static List<(int Line, BigInteger Amount)> Allocated(
        BigInteger off, Allocation allocation, List<Line> lines)
    {
        if (allocation != Allocation.ByQuantity)
            return Shares.Of(off, lines.Select(l => (l.Number, l.Left)).ToList());
        var parts = Shares.Of(off, lines.Select(l => l.Quantity).ToList())
            .Select((part, i) => BigInteger.Min(part, lines[i].Left)).ToList();
        var more = Shares.Of(off - parts.Sum(), lines.Select((l, i) => l.Left - parts[i]).ToList());
        return [.. lines.Select((l, i) => (l.Number, parts[i] + more[i]))];
    }

    private static Offer OfDelivery(Discount discount, Situation situation, State state)
    {
        var amount = MostOf(discount, AmountOf(discount, state.Delivery, situation.Order.DeliveryMinorUnits));
        return new Offer(BigInteger.Min(amount, state.Delivery), _ => []);
    }

    private static BigInteger AmountOf(Discount discount, BigInteger left, BigInteger list) =>
        discount.OffCase == Discount.OffOneofCase.MinorUnits ? discount.MinorUnits
            : Fraction.Percent(discount.Basis == PriceBasis.List ? list : left, discount.BasisPoints);

    private static BigInteger MostOf(Discount discount, BigInteger amount) =>
        discount.MaxMinorUnits > 0 ? BigInteger.Min(amount, discount.MaxMinorUnits) : amount;
}

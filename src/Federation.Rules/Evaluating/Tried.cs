using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>What an order comes to with some coupons.</summary>
internal sealed record Tried(IReadOnlyList<CouponFacts> Coupons, long Total, IReadOnlyList<CouponFacts> Used)
{
    public static Tried Of(IReadOnlyList<CouponFacts> coupons, Evaluation result, Facts facts)
    {
        var used = result.UsedCoupons.ToHashSet(StringComparer.Ordinal);
        return new Tried(
            coupons, result.TotalMinorUnits, [.. CouponPool.InOrder(facts.Coupons.Where(c => used.Contains(c.Name)))]);
    }

    /// <summary>Less to pay; then fewer coupons used; then those that expire first.</summary>
    public bool IsBetterThan(Tried other)
    {
        if (Total != other.Total)
            return Total < other.Total;
        if (Used.Count != other.Used.Count)
            return Used.Count < other.Used.Count;
        for (var i = 0; i < Used.Count; i++)
        {
            var by = Used[i].ExpireTime.CompareTo(other.Used[i].ExpireTime);
            if (by == 0)
                by = string.CompareOrdinal(Used[i].Name, other.Used[i].Name);
            if (by != 0)
                return by < 0;
        }
        return false;
    }
}

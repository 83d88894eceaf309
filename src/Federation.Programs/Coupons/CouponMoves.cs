using Federation.Ledger.Internal.V1;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>How the ledger is told what happens to a coupon. Pure.</summary>
internal static class CouponMoves
{
    /// <summary>How often an order uses each of its coupons.</summary>
    public static IEnumerable<(string Name, int Times)> Uses(Evaluation result) =>
        result.Awards.SelectMany(a => a.CouponsUsed).GroupBy(name => name, StringComparer.Ordinal)
            .Select(g => (g.Key, g.Count()));

    /// <summary>A journal makes it.</summary>
    public static TallyChange Make(Guid id) =>
        new() { Tally = CouponTally.KeyOf(id), Add = 1, Expected = 0 };

    /// <summary>It is used, if it can be.</summary>
    public static TallyChange Use(CouponRow coupon, int times) => new()
    {
        Tally = CouponTally.KeyOf(coupon.Id),
        Add = times,
        AtMost = CouponTally.UsedUp(coupon),
        AtLeast = CouponTally.First(coupon) + times,
    };

    /// <summary>Uses are given back.</summary>
    /// <param name="coupon">The coupon.</param>
    /// <param name="times">How many.</param>
    /// <param name="read">Its number, as it was read.</param>
    public static TallyChange GiveBack(CouponRow coupon, int times, long read) =>
        new() { Tally = CouponTally.KeyOf(coupon.Id), Add = -times, Expected = read };

    /// <summary>It cannot be used any more.</summary>
    /// <param name="coupon">The coupon.</param>
    /// <param name="read">Its number, as it was read.</param>
    public static TallyChange Void(CouponRow coupon, long read) =>
        new() { Tally = CouponTally.KeyOf(coupon.Id), Set = CouponTally.Void(coupon), Expected = read };
}

using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>Coupons as callers see them. Pure.</summary>
internal static class ShownCoupons
{
    /// <summary>The coupon; null where no journal has made it.</summary>
    public static Coupon? Of(CouponRow row, CouponTally tally, DateTimeOffset now) => !tally.Exists ? null : new Coupon
    {
        Name = row.Name,
        Program = row.Program.ToString(),
        Definition = row.Definition,
        Member = row.Member is { } member
            ? ResourceNames.Members + new Guid(member, bigEndian: true).ToString("D")
            : "",
        State = StateOf(row, tally, now),
        Uses = row.Uses,
        UsesLeft = tally.UsesLeft,
        ExpireTime = row.ExpireTime.ToTimestamp(),
        CreateTime = row.CreateTime.ToTimestamp(),
        Order = row is { OrderId: { } order, ByEvent: false } ? new OrderId(row.Program, order).ToString() : "",
        ByEvent = row.ByEvent,
    };

    private static CouponState StateOf(CouponRow row, CouponTally tally, DateTimeOffset now)
    {
        if (tally.IsVoid)
            return CouponState.Void;
        if (tally.UsesLeft == 0)
            return CouponState.Used;
        return row.ExpireTime <= now ? CouponState.Expired : CouponState.Active;
    }
}

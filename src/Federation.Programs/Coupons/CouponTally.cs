using Google.Protobuf;

namespace Federation.Programs;

/// <summary>
/// What the ledger counts of a coupon, in one number: 0 before a journal has made it, then one more for each use, and
/// one more than all uses when it is void. A coupon that no journal makes begins where others begin once they are made.
/// So making, using, giving back and voiding are each one move, in the commit that they belong to. Pure.
/// </summary>
/// <param name="coupon">The coupon.</param>
/// <param name="value">The number.</param>
internal readonly struct CouponTally(CouponRow coupon, long value)
{
    /// <summary>Whether there is such a coupon.</summary>
    public bool Exists => value >= First(coupon);

    public bool IsVoid => value >= Void(coupon);

    public int UsesLeft => Exists ? (int)Math.Max(0, UsedUp(coupon) - value) : 0;

    /// <summary>How often it was used.</summary>
    public long Used => IsVoid ? 0 : value - First(coupon);

    /// <summary>The number of a coupon that was not used.</summary>
    public static long First(CouponRow coupon) => coupon.ByJournal ? 1 : 0;

    /// <summary>The number of a coupon without uses left.</summary>
    public static long UsedUp(CouponRow coupon) => First(coupon) + coupon.Uses;

    /// <summary>The number of a void coupon.</summary>
    public static long Void(CouponRow coupon) => UsedUp(coupon) + 1;

    /// <summary>The ledger's name of the number.</summary>
    /// <param name="id">The coupon's id.</param>
    public static ByteString KeyOf(Guid id) => ByteString.CopyFrom(TextHash.Of(ResourceNames.Coupon(id)), 0, 16);
}

namespace Federation.Programs;

/// <summary>A coupon that an order may use.</summary>
/// <param name="Row">The coupon.</param>
/// <param name="Code">What was shown for it; null: it is used only if that is best for the member.</param>
internal sealed record ShownCoupon(CouponRow Row, string? Code);

using Federation.Hosting;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>An order that was looked at before it is decided.</summary>
/// <param name="Refusal">Why it is refused; null if it is not.</param>
/// <param name="Member">Its member, if it has one.</param>
/// <param name="Coupons">The coupons that it may use.</param>
internal sealed record AdmittedOrder(Refusal? Refusal, MemberFacts? Member, IReadOnlyList<ShownCoupon> Coupons);

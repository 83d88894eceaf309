using Federation.Hosting;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>An order that was looked at before it is decided.</summary>
/// <param name="Refusal">Why it is refused; null if it is not.</param>
/// <param name="Time">When, in alliance time: its facts are of then.</param>
/// <param name="Member">Its member, if it has one.</param>
/// <param name="Coupons">The coupons that it may use.</param>
internal sealed record AdmittedOrder(
    Refusal? Refusal, DateTimeOffset Time, MemberFacts? Member, IReadOnlyList<ShownCoupon> Coupons);

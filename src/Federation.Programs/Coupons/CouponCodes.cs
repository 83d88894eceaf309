using Federation.Hosting;

namespace Federation.Programs;

/// <summary>Makes the codes of generated coupons.</summary>
internal sealed class CouponCodes(AllianceKey key)
{
    private readonly byte[] key = key.Derive("coupon-codes");

    /// <param name="principal">Who asks.</param>
    /// <param name="requestId">Under which id.</param>
    /// <param name="number">Which of the codes that the request asks for, from 1 on.</param>
    public Code Of(Principal principal, Guid requestId, int number) =>
        Code.Derived(key, principal, requestId, number);
}

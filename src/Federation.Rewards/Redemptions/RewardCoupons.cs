using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.Internal.V1;
using Federation.Rewards.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>The coupons that rewards give. The programmes write each one and say how a bundle makes it, or takes it
/// back; so the coupon is there if the coins are gone, and gone if they are back.</summary>
internal sealed class RewardCoupons(
    [FromKeyedServices(RewardsModule.Name)] CouponIssueService.CouponIssueServiceClient programs)
{
    /// <summary>The coupon of a redemption, for the bundle that gives it.</summary>
    /// <param name="coupon">What it is; null where there is none.</param>
    /// <param name="id">The redemption: its coupon is the same one, however often it is asked for.</param>
    /// <param name="member">The brand's name of the member.</param>
    /// <param name="options">In the brand's name.</param>
    /// <returns>No refusal and no coupon: the reward gives none.</returns>
    public async Task<(Refusal? Refusal, PrepareCouponResponse? Coupon)> OfAsync(
        RewardCoupon? coupon, RedemptionId id, string member, CallOptions options)
    {
        if (coupon is null)
            return (null, null);
        var request = new PrepareCouponRequest
        {
            Program = coupon.Program,
            Definition = coupon.Definition,
            Member = member,
            Source = id.ToString(),
        };
        return await DecidedAsync(
            async () => await programs.PrepareCouponAsync(request, options),
            ErrorReason.ProgramNotFound, ErrorReason.NoRuleSetInForce, ErrorReason.CouponDefinitionNotFound,
            ErrorReason.CouponExpired);
    }

    /// <summary>What takes back the coupon of a redemption, for the bundle that cancels it.</summary>
    /// <param name="redemption">The redemption.</param>
    /// <param name="options">In the brand's name.</param>
    /// <returns>COUPON_USED; or, if there is a coupon to take back, its change.</returns>
    public async Task<(Refusal? Refusal, PrepareVoidResponse? Void)> VoidAsync(
        RedemptionDetail redemption, CallOptions options)
    {
        if (redemption.Coupon.Length == 0)
            return (null, null);
        var request = new PrepareVoidRequest { Coupon = redemption.Coupon };
        return await DecidedAsync(
            async () => await programs.PrepareVoidAsync(request, options), ErrorReason.CouponUsed);
    }

    /// <summary>A refusal that is an answer goes to the ledger with the request: a request that was booked before is
    /// answered as it was then, whatever the programmes say now. Any other is the caller's.</summary>
    private static async Task<(Refusal? Refusal, T? Answer)> DecidedAsync<T>(
        Func<Task<T>> ask, params ErrorReason[] answers)
        where T : class
    {
        try
        {
            return (null, await ask());
        }
        catch (RpcException e) when (Refusal.From(e) is { } refusal && answers.Contains(refusal.Reason))
        {
            return (refusal, null);
        }
    }
}

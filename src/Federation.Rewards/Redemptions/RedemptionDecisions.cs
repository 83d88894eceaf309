using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Rewards;

/// <summary>What is booked of a decision about a redemption that is held.</summary>
internal sealed class RedemptionDecisions(RewardCoupons coupons)
{
    /// <param name="history">A redemption that is held.</param>
    /// <param name="row">Its row.</param>
    /// <param name="decided">The decision: who, why and when.</param>
    /// <param name="head">The request's head.</param>
    /// <param name="options">In the brand's name.</param>
    /// <returns>Why its coupon cannot be given; or the bundle.</returns>
    public async Task<(Refusal? Refusal, PostBundleRequest Bundle)> PlanAsync(
        RedemptionHistory history, RedemptionRow row, RedemptionHold decided, PostBundleRequest head,
        CallOptions options)
    {
        var hold = history.Now.Hold.Clone();
        hold.MergeFrom(decided);
        if (decided.Decision == RedemptionDecision.Refuse)
        {
            var detail = history.Now.Clone();
            (detail.State, detail.Hold, detail.Gift) = (RedemptionState.Cancelled, hold, null);
            detail.RequestDigest = head.Fingerprint;
            return (null, RedemptionBundle.Undoing(history, detail, row.Reward, null, head));
        }
        var member = ResourceNames.Members + new Guid(row.Member, bigEndian: true).ToString("D");
        var (refusal, coupon) = await coupons.OfAsync(history.Now.Gift.Coupon, history.Id, member, options);
        return refusal is null
            ? (null, RedemptionBundle.Releasing(history, hold, coupon, head))
            : (refusal, head);
    }
}

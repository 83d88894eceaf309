using Federation.Design;
using Federation.Rewards.V1;

namespace Federation.Web;

/// <summary>What rewards and redemptions are called.</summary>
internal static class RewardWords
{
    public static string KindOf(RewardKind kind, WebTexts t) => kind switch
    {
        RewardKind.Coupon => t.RewardIsCoupon,
        RewardKind.Code => t.RewardIsCode,
        RewardKind.Right => t.RewardIsRight,
        RewardKind.Experience => t.RewardIsExperience,
        RewardKind.Donation => t.RewardIsDonation,
        _ => t.RewardIsGoods,
    };

    /// <summary>A redemption's state, as the member reads it.</summary>
    public static (TagKind Kind, string Word) StateOf(RedemptionState state, WebTexts t) => state switch
    {
        RedemptionState.Pending => (TagKind.Warn, t.RedemptionPending),
        RedemptionState.Held => (TagKind.Warn, t.RedemptionHeld),
        RedemptionState.Fulfilled => (TagKind.Good, t.RedemptionFulfilled),
        _ => (TagKind.Plain, t.RedemptionCancelled),
    };
}

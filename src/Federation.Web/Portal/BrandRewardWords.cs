using Federation.Design;
using Federation.Rewards.V1;

namespace Federation.Web;

/// <summary>What states of rewards and redemptions are called in the portal.</summary>
internal static class BrandRewardWords
{
    public static (TagKind Kind, string Word) StateOf(RewardState state, WebTexts t) => state switch
    {
        RewardState.Active => (TagKind.Good, t.BrandRewardActive),
        RewardState.Paused => (TagKind.Warn, t.BrandRewardPaused),
        RewardState.Ended => (TagKind.Plain, t.BrandRewardEnded),
        _ => (TagKind.Accent, t.BrandRewardDraft),
    };

    public static (TagKind Kind, string Word) StateOf(RedemptionState state, WebTexts t) => state switch
    {
        RedemptionState.Pending => (TagKind.Warn, t.BrandRedemptionPending),
        RedemptionState.Held => (TagKind.Warn, t.BrandRedemptionHeld),
        RedemptionState.Fulfilled => (TagKind.Good, t.BrandRedemptionFulfilled),
        _ => (TagKind.Plain, t.BrandRedemptionCancelled),
    };
}

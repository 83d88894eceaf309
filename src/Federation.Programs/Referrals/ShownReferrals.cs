using Federation.Hosting;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Programs;

/// <summary>Referrals as they are shown. Pure.</summary>
internal static class ShownReferrals
{
    /// <param name="caller">Who reads it.</param>
    /// <param name="row">The referral.</param>
    /// <param name="self">The id by which the brand sees the member who reads; a brand reads both sides.</param>
    public static Referral To(Caller caller, ReferralRow row, Guid self)
    {
        var shown = new Referral
        {
            Name = row.Name,
            Referrer = ResourceNames.Members + row.Referrer.ToString("D"),
            Referred = ResourceNames.Members + row.Referred.ToString("D"),
            State = row.State,
            UseTime = row.UseTime.ToTimestamp(),
            RuleSet = new RuleSetId(row.Program, row.Number).ToString(),
            OrderByTime = row.OrderByTime.ToTimestamp(),
            Order = row.OrderId is { } order ? new OrderId(row.Program, order).ToString() : "",
            DecideTime = row.DecideTime?.ToTimestamp(),
            Lapse = row.Lapse,
            ReferrerReward = Reward(row, row.ReferrerState, row.ReferrerDigest, row.ReferrerJournal),
            ReferredReward = Reward(row, row.ReferredState, row.ReferredDigest, row.ReferredJournal),
        };
        if (caller.Member is null)
            return shown;
        // What the other one is called, buys and gets is not the member's to know.
        var (isReferrer, isReferred) = (row.Referrer == self, row.Referred == self);
        shown.Referrer = isReferrer ? ResourceNames.Me : "";
        shown.Referred = isReferred ? ResourceNames.Me : "";
        shown.Order = "";
        if (!isReferrer)
            shown.ReferrerReward = null;
        if (!isReferred)
            (shown.ReferredReward, shown.Lapse) = (null, ReferralLapse.Unspecified);
        return shown;
    }

    private static ReferralReward Reward(ReferralRow row, ReferralRewardState state, byte[]? digest, Guid? journal) =>
        new()
        {
            State = state,
            EvaluationName = digest is null ? "" : ResourceNames.Evaluation(row.Program.ToString(), digest),
            Journal = journal is { } booked ? new JournalId(booked).ToString() : "",
        };
}

using System.Numerics;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Tries a rule on a copy of the state, step by step as docs/rules.md lists them.</summary>
internal static class Attempts
{
    public static Attempt Try(Rule rule, Situation situation, State before)
    {
        var state = before.Copy();
        if (ReasonBefore(rule, situation, state) is { } reason)
            return new Attempt(rule, reason, state, []);
        var conditions = new Conditions(situation, state, rule);
        var (times, used) = (conditions.Times, Coupons.UsedBy(conditions.CouponDefinitions, situation, state));
        var work = new EffectWork(rule, situation, state);
        var gifts = new List<Gift>();
        var wanted = BigInteger.Zero;
        for (var i = 0; i < rule.Effects.Count; i++)
            foreach (var (gift, want) in work.Gifts(i, times))
            {
                wanted += want;
                state.Take(gift);
                if (gift.IsSomething)
                    gifts.Add(gift);
            }
        if (gifts.Count == 0)
            return new Attempt(rule, wanted > 0 ? MissReason.Limit : MissReason.Nothing, state, []);
        state.Givings.Add(new Giving(rule, times, used));
        return new Attempt(rule, null, state, gifts);
    }

    private static MissReason? ReasonBefore(Rule rule, Situation situation, State state)
    {
        if (rule.Group.Length > 0 && state.Givings.Any(g => g.Rule.Excludes.Contains(rule.Group)))
            return MissReason.Excluded;
        var campaign = situation.CampaignOf(rule);
        if (situation.Member is null && NeedsMember(rule, campaign))
            return MissReason.NoMember;
        if (campaign is not null && !Runs(campaign, situation))
            return MissReason.Campaign;
        if (!new Conditions(situation, state, rule).Hold)
            return MissReason.Condition;
        return Limits.Of(rule, situation).All(l => l.Allows(situation)) ? null : MissReason.Limit;
    }

    private static bool NeedsMember(Rule rule, Campaign? campaign) =>
        rule.Effects.Any(e => e.GivesCase is Effect.GivesOneofCase.Earn or Effect.GivesOneofCase.Multiply
            or Effect.GivesOneofCase.Coupon or Effect.GivesOneofCase.Tier or Effect.GivesOneofCase.Tickets)
        || rule.Limits.Concat(campaign?.Limits.ToList() ?? []).Any(l => l.Per == Per.Member);

    private static bool Runs(Campaign campaign, Situation situation)
    {
        var time = situation.Order.OrderTime.Instant();
        return (campaign.StartTime is null || campaign.StartTime.Instant() <= time)
            && (campaign.EndTime is null || time < campaign.EndTime.Instant())
            && (campaign.Segment.Length == 0 || situation.Member?.Segments.Contains(campaign.Segment) == true);
    }
}

using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Tries a rule on the state of an order.</summary>
internal static class RuleTrial
{
    /// <summary>Gives the rule, or says why it gives nothing and leaves the order as it was.</summary>
    public static GivenRule? Try(CompiledRule rule, OrderRun run, out MissReason miss)
    {
        miss = Refuse(rule, run);
        if (miss != MissReason.Unspecified)
            return null;
        var given = new GivenRule(rule)
        {
            Times = rule.Every is { } every ? checked((int)ConditionCheck.TimesOf(every, run)) : 1,
        };
        for (var effect = 0; effect < rule.Effects.Count; effect++)
            Effects.Give(given, effect, run);
        if (given.Outcomes.Count == 0)
        {
            miss = given.WasLimited ? MissReason.Limit : MissReason.Nothing;
            return null;
        }
        foreach (var definition in rule.Coupons)
            given.Coupons.Add(run.Coupons.Use(definition));
        return given;
    }

    /// <summary>Whether the member is held out of the rule's campaign.</summary>
    public static bool IsHeldOut(CompiledRule rule, OrderRun run) =>
        rule.Campaign?.Terms is { HoldoutBasisPoints: > 0 } campaign && run.Member is { } member
        && HoldOut.BucketOf(campaign.HoldoutSalt.Span, member.Id.Span) < campaign.HoldoutBasisPoints;

    private static MissReason Refuse(CompiledRule rule, OrderRun run)
    {
        if (rule.NeedsMember && run.Member is null)
            return MissReason.NoMember;
        if (rule.Campaign is { } campaign && !IsRunning(campaign.Terms, run))
            return MissReason.Campaign;
        if (rule.Condition is { } condition && !ConditionCheck.Holds(condition, run))
            return MissReason.Condition;
        return LimitRoom.HasTimeFor(rule, run) ? MissReason.Unspecified : MissReason.Limit;
    }

    private static bool IsRunning(Campaign campaign, OrderRun run) =>
        (campaign.StartTime is not { } start || run.Order.OrderTime >= start)
        && (campaign.EndTime is not { } end || run.Order.OrderTime < end)
        && (campaign.Segment.Length == 0 || run.Member?.Segments.Contains(campaign.Segment) == true);
}

using Federation.Rewards.V1;

namespace Federation.Rewards;

/// <summary>What a reward costs a member of a level, and when it opens for it. Pure.</summary>
/// <param name="Units">The price; 0: only other levels may have it.</param>
/// <param name="OpenTime">When it opens, in alliance time; null: it is not waited for.</param>
/// <param name="Level">The level that has terms of its own; empty: those of everybody hold.</param>
internal readonly record struct MemberPrice(long Units, DateTimeOffset? OpenTime, string Level)
{
    /// <param name="terms">The reward's terms.</param>
    /// <param name="level">The id of the member's level; empty without one.</param>
    public static MemberPrice Of(RewardTerms terms, string level)
    {
        var own = terms.Levels.FirstOrDefault(l => l.Level == level);
        return new MemberPrice(
            own is { PriceUnits: > 0 } ? own.PriceUnits : terms.PriceUnits,
            (own?.FromTime ?? terms.FromTime)?.ToDateTimeOffset(),
            own?.Level ?? "");
    }
}

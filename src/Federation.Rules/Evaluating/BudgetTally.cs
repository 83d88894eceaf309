using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A budget of a campaign: a limit for everyone together, and what counts it.</summary>
/// <param name="Campaign">The campaign's id.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Key">What is counted, in the current period.</param>
public sealed record BudgetTally(string Campaign, Limit Limit, TallyKey Key)
{
    /// <summary>All budgets of a rule set's campaigns.</summary>
    /// <param name="rules">The rule set.</param>
    /// <param name="day">The programme's day, whose periods are the current ones.</param>
    public static IReadOnlyList<BudgetTally> Of(CompiledRuleSet rules, int day) =>
    [
        .. from campaign in rules.Terms.Campaigns
           from limit in campaign.Limits
           where limit.Per == Per.Everyone && limit.Period != Period.Cooldown
           select new BudgetTally(
               campaign.Id, limit,
               TallyMoves.Key(
                   TallyNames.Limit(TallyNames.Campaign(campaign.Id), limit), limit.Per,
                   Periods.FirstDay(limit.Period, day))),
    ];
}

using System.Numerics;
using Federation.Programs.V1;
using NodaTime;

namespace Federation.Rules.Tests;

/// <summary>What a decision rests on.</summary>
internal sealed record Situation(RuleSetTerms Terms, Facts Facts, Order Order)
{
    /// <summary>Rules that are treated as if they did not exist.</summary>
    public required IReadOnlySet<string> LeftOut { get; init; }

    /// <summary>The coupons that may be used.</summary>
    public required IReadOnlyList<CouponFacts> Coupons { get; init; }

    public MemberFacts? Member => Facts.Member;

    /// <summary>The order's day.</summary>
    public LocalDate Day { get; } = new ProgramClock(Terms).DayOf(Order.OrderTime);

    public Campaign? CampaignOf(Rule rule) => Terms.Campaigns.SingleOrDefault(c => c.Id == rule.Campaign);

    public BigInteger Tally(string definition, Per per, int period) => Facts.Tallies
        .Where(t => t.Key.Definition == definition && t.Key.Per == per && t.Key.Period == period)
        .Sum(t => new BigInteger(t.Units));
}

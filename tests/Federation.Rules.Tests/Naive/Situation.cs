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

    /// <summary>The event, if it is about one; the order then has no lines.</summary>
    public Event? Event { get; init; }

    public MemberFacts? Member => Facts.Member;

    /// <summary>Whether a rule is on such an event, or on orders.</summary>
    public bool IsOn(Rule rule) => Event is null ? rule.On is null : rule.On?.Events.Contains(Event.Type) == true;

    /// <summary>The order's day.</summary>
    public LocalDate Day { get; } = new ProgramClock(Terms).DayOf(Order.OrderTime);

    public Campaign? CampaignOf(Rule rule) => Terms.Campaigns.SingleOrDefault(c => c.Id == rule.Campaign);

    public BigInteger Tally(string definition, Per per, int period) => Facts.Tallies
        .Where(t => t.Key.Definition == definition && t.Key.Per == per && t.Key.Period == period)
        .Sum(t => new BigInteger(t.Units));
}

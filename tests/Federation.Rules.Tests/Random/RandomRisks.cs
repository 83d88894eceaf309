using Federation.Programs.V1;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>Risk rules that answer now and then.</summary>
internal static class RandomRisks
{
    public static IEnumerable<RiskRule> Of(Dice dice) => dice.Many(0, 4, i => One(dice, i));

    /// <summary>One on events.</summary>
    public static RiskRule On(Dice dice, IReadOnlyList<EventType> types)
    {
        var rule = One(dice, 9);
        (rule.Per, rule.Answer, rule.Of) =
            (Per.Member, RiskAnswer.Refuse, dice.One(LimitedBy.Times, LimitedBy.Coins));
        var reported = types.Where(t => t.Kind != EventKind.ReferralQualified).ToList();
        if (reported.Count > 0)
            rule.Events.Add(dice.Some(reported, 2));
        return rule;
    }

    private static RiskRule One(Dice dice, int number)
    {
        var of = dice.One(LimitedBy.Times, LimitedBy.Money, LimitedBy.Coins);
        return new RiskRule
        {
            Id = $"risk-{number}",
            Title = RandomWords.Title($"risk-{number}"),
            Per = dice.One(Per.Member, Per.Payer, Per.Device, Per.Till, Per.Employee),
            Period = dice.One(Period.Day, Period.Week, Period.Month, Period.Year, Period.Ever),
            Of = of,
            MoreThan = of == LimitedBy.Times ? dice.Between(0, 5) : dice.One(0, 30, 400, 5000),
            Answer = dice.One(RiskAnswer.Hold, RiskAnswer.Refuse),
        };
    }
}

using Federation.Programs.V1;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>Limits that are reached now and then, no two of the same name.</summary>
internal static class RandomLimits
{
    private static readonly IReadOnlyList<Period> Periods =
    [
        Period.Day, Period.Week, Period.Month, Period.Quarter, Period.Half, Period.Year, Period.Ever,
    ];

    public static IEnumerable<Limit> Of(Dice dice, int most, params IReadOnlyList<LimitedBy> of) =>
        dice.Many(0, most, _ => One(dice, dice.One(of))).DistinctBy(l => (l.Per, l.Period, l.Of));

    private static Limit One(Dice dice, LimitedBy of)
    {
        if (of == LimitedBy.Times && dice.Chance(30))
            return new Limit
            {
                Per = dice.One(Per.Member, Per.Payer),
                Period = Period.Cooldown,
                Of = of,
                AtMost = dice.Between(1, 40),
            };
        var per = dice.One(Per.Member, Per.Everyone, Per.Order, Per.Payer);
        return new Limit
        {
            Per = per,
            Period = per == Per.Order ? Period.Order : dice.One(Periods),
            Of = of,
            AtMost = of switch
            {
                LimitedBy.Times => dice.Between(1, 5),
                LimitedBy.Coins => dice.One(3, 20, 90, 400),
                _ => dice.One(5, 60, 500, 4000),
            },
            WhenReached = of == LimitedBy.Times ? WhenReached.Unspecified
                : dice.One(WhenReached.Unspecified, WhenReached.Clip, WhenReached.Clip, WhenReached.Skip),
        };
    }
}

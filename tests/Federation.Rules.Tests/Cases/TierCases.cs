using Federation.Programs.V1;
using GoogleDate = Google.Type.Date;

namespace Federation.Rules.Tests;

/// <summary>Levels. May 2026 began on day 20574, April on day 20544.</summary>
public sealed class TierCases
{
    private const int May = 20574;
    private const int April = 20544;

    /// <summary>base from 0, silver from 100, gold from 300; by money and month.</summary>
    internal static TierScheme Club(Action<TierScheme>? more = null)
    {
        var scheme = new TierScheme
        {
            Id = "club",
            Of = CountedBy.Money,
            Period = TierPeriod.Month,
            Levels =
            {
                new TierLevel { Id = "base" }, new TierLevel { Id = "silver", Threshold = 100 },
                new TierLevel { Id = "gold", Threshold = 300 },
            },
        };
        more?.Invoke(scheme);
        return scheme;
    }

    private static Given With(Action<TierScheme> more, params (int Period, long Units)[] counted)
    {
        var given = new Given().Member().Line(1, 1, 70);
        given.Terms.TierSchemes.Add(Club(more));
        foreach (var (period, units) in counted)
            given.Counted("tiers/club", Per.Member, period, units);
        return given;
    }

    [Theory, ClassData<Evaluators>]
    public void Level_IsByTheCurrentPeriod(string evaluator)
    {
        var order = With(_ => { }, (Given.ThisMonth, 100), (May, 300)).By(evaluator);

        // 100 reaches silver; 300 - 100 = 200 to gold.
        Assert.Equal("silver 100 gold 200", order.Tiers.Select(
            t => $"{t.Level} {t.Counted} {t.NextLevel} {t.Missing}").Single());
        Assert.Equal("tiers/club@20605 +70", order.MovedWhenEarned());
    }

    [Theory, ClassData<Evaluators>]
    public void Level_LastsForFurtherPeriods(string evaluator)
    {
        string Level(int period) => With(s => s.ValidityPeriods = 1, (period, 300)).By(evaluator).Tiers[0].Level;

        Assert.Equal("gold", Level(May));
        Assert.Equal("base", Level(April));
    }

    [Theory, ClassData<Evaluators>]
    public void Grace_AddsDaysToTheEnd(string evaluator)
    {
        string Level(int days) => With(s => s.GraceDays = days, (May, 300)).By(evaluator).Tiers[0].Level;

        // 15 June is the 15th day of the period.
        Assert.Equal("base", Level(14));
        Assert.Equal("gold", Level(15));
    }

    [Theory, ClassData<Evaluators>]
    public void Level_FallsByOneAtMost(string evaluator)
    {
        string Level(int grace, params (int Period, long Units)[] counted) => With(
            s => (s.FallsByOneLevel, s.GraceDays) = (true, grace), counted).By(evaluator).Tiers[0].Level;

        // Gold in May: silver in June. Gold in April: silver in May, base in June, but silver in the days of grace.
        Assert.Equal("silver", Level(0, (May, 300)));
        Assert.Equal("base", Level(0, (April, 300)));
        Assert.Equal("silver", Level(20, (April, 300)));
    }

    [Theory, ClassData<Evaluators>]
    public void LastDays_AreSummedUp(string evaluator)
    {
        var order = With(
            s => (s.Period, s.Days) = (TierPeriod.LastDays, 7),
            (Given.Today, 50), (Given.Today - 6, 60), (Given.Today - 7, 500)).By(evaluator);

        // 50 + 60 = 110; the eighth day is out.
        Assert.Equal("silver", order.Tiers[0].Level);
        Assert.Equal(110, order.Tiers[0].Counted);
        Assert.Equal("tiers/club@20619 +70", order.MovedWhenEarned());
    }

    [Theory, ClassData<Evaluators>]
    public void MemberYear_BeginsOnTheDayOfJoining(string evaluator)
    {
        // Joined on 29 February 2024 in Shanghai: the year began on 28 February 2026, day 20454 + 58 = 20512.
        var given = With(s => s.Period = TierPeriod.MemberYear, (20512, 300));
        given.Facts.Member.JoinTime = Given.At("2024-02-28T16:00:00Z");
        var order = given.By(evaluator);

        Assert.Equal("gold", order.Tiers[0].Level);
        Assert.Equal("", order.Tiers[0].NextLevel);
        Assert.Equal("tiers/club@20512 +70", order.MovedWhenEarned());
    }

    [Theory, ClassData<Evaluators>]
    public void GrantedLevel_CountsWhileItLasts(string evaluator)
    {
        string Level(int from, int to)
        {
            var given = With(_ => { }, (Given.ThisMonth, 100));
            given.Facts.Member.TierGrants.Add(new TierGrant
            {
                Scheme = "club",
                Level = "gold",
                FromDate = new GoogleDate { Year = 2026, Month = 6, Day = from },
                ToDate = new GoogleDate { Year = 2026, Month = 6, Day = to },
            });
            return given.By(evaluator).Tiers[0].Level;
        }

        Assert.Equal("gold", Level(15, 16));
        Assert.Equal("silver", Level(14, 15));
        Assert.Equal("silver", Level(16, 30));
    }

    [Theory, ClassData<Evaluators>]
    public void Condition_IsByTheDayOfTheDecision(string evaluator)
    {
        // Decided on 15 June, placed on 31 May: June's silver counts, and the order counts for May.
        var given = With(_ => { }, (Given.ThisMonth, 100)).If(
            "silver", new Condition { Tier = new TierIs { Scheme = "club", Levels = { "silver" } } },
            Gives.Off(DiscountScope.Order, 1));
        given.Order.OrderTime = Given.At("2026-05-31T04:00:00Z");
        var order = given.By(evaluator);

        Assert.Equal("silver -1", order.Given());
        Assert.Equal("tiers/club@20574 +69", order.MovedWhenEarned());
    }
}

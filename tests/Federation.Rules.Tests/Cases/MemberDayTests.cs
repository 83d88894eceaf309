using Federation.Programs.V1;
using ProgramDays = Federation.Rules.Days;

namespace Federation.Rules.Tests;

/// <summary>Levels and counters without an order. 15 June 2026 is day 20619; June began on day 20605, May on 20574.
/// </summary>
public sealed class MemberDayTests
{
    private const int Today = 20619;
    private const int June = 20605;
    private const int May = 20574;

    [Fact]
    public void Level_EndsAfterValidityAndGrace()
    {
        var status = StatusOf(Terms(s => (s.ValidityPeriods, s.GraceDays) = (1, 5)), (June, 300), (May, 100));

        Assert.Equal("gold 300", $"{status.Standing.Level} {status.Standing.Counted}");
        Assert.Equal(("2026-06-01", "2026-06-30"), (Text(status.PeriodFirstDate), Text(status.PeriodLastDate)));
        // Good in July, and for five days of August.
        Assert.Equal("2026-08-05", Text(status.LastDate));
    }

    [Fact]
    public void LowestLevel_DoesNotEnd() => Assert.Null(StatusOf(Terms(_ => { }), (June, 50)).LastDate);

    [Fact]
    public void LevelOfTheLastDays_EndsWhenWhatWasCountedLeavesThem()
    {
        var terms = Terms(s => (s.Period, s.Days) = (TierPeriod.LastDays, 10));
        var status = StatusOf(terms, (Today - 3, 60), (Today - 1, 60));

        Assert.Equal("silver 120", $"{status.Standing.Level} {status.Standing.Counted}");
        Assert.Equal("2026-06-06", Text(status.PeriodFirstDate));
        Assert.Equal(ProgramDays.ToDate(Today + 6), status.LastDate);
    }

    [Fact]
    public void GrantedLevel_EndsWithItsGrant()
    {
        var rules = CompiledRuleSet.Of("", Terms(_ => { }));
        var member = new MemberFacts { TierGrants = { Grant("gold", Today - 1, Today + 4), Grant("gold", 0, 1) } };
        var status = new MemberDay(rules, member, Today).Tiers(Counted()).Single();

        Assert.Equal("gold", status.Standing.Level);
        Assert.Equal(ProgramDays.ToDate(Today + 3), status.LastDate);
    }

    /// <summary>Whatever the scheme: on the last day the level is still there, the day after it is not.</summary>
    [Theory]
    [InlineData(TierPeriod.Month, 0, 0, false)]
    [InlineData(TierPeriod.Month, 1, 7, true)]
    [InlineData(TierPeriod.Quarter, 1, 0, true)]
    [InlineData(TierPeriod.Half, 0, 20, false)]
    [InlineData(TierPeriod.Year, 1, 30, false)]
    [InlineData(TierPeriod.MemberYear, 1, 3, true)]
    [InlineData(TierPeriod.LastDays, 0, 0, false)]
    public void LastDay_IsTheLastOneWithTheLevel(TierPeriod period, int validity, int grace, bool byOne)
    {
        var rules = CompiledRuleSet.Of("", Terms(s =>
        {
            (s.Period, s.ValidityPeriods, s.GraceDays, s.FallsByOneLevel) = (period, validity, grace, byOne);
            s.Days = period == TierPeriod.LastDays ? 90 : 0;
        }));
        var joined = new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
        for (var seed = 0; seed < 20; seed++)
        {
            var dice = new Dice(seed);
            var member = new MemberFacts
            {
                JoinTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(joined),
                TierGrants = { Grant("silver", Today + 10, Today + 100) },
            };
            var tallies = new MemberDay(rules, member, Today).LevelTallies()
                .ToDictionary(k => k, _ => dice.One(0L, 3L, 100L, 300L));
            var status = new MemberDay(rules, member, Today).Tiers(tallies).Single();
            var level = LevelOn(Today);
            var last = Enumerable.Range(Today, 3000).TakeWhile(d => LevelOn(d) >= level).Last();
            Assert.Equal(last == Today + 2999 ? null : ProgramDays.ToDate(last), status.LastDate);

            int LevelOn(int day) => TierLevels.Of(
                rules.Schemes[0], day, ProgramDays.Of(DateOnly.FromDateTime(joined.UtcDateTime)), member.TierGrants,
                p => p > Today ? 0 : tallies.GetValueOrDefault(Key("tiers/club", p))).Level;
        }
    }

    [Fact]
    public void KeptLevels_AreThoseOfTheDay_WithWhatWasGranted()
    {
        var rules = CompiledRuleSet.Of("", Terms(_ => { }));
        var member = new MemberFacts { TierGrants = { Grant("gold", Today, Today + 1) } };
        Assert.Equal(
            [Grant("gold", Today, Today + 40)],
            new MemberDay(rules, member, Today).Kept(Today + 40, Counted((June, 100))));
        Assert.Equal(
            [Grant("silver", Today + 1, Today + 40)],
            new MemberDay(rules, member, Today + 1).Kept(Today + 40, Counted((June, 100))));
        Assert.Empty(new MemberDay(rules, member, Today + 1).Kept(Today + 40, Counted((June, 99))));
    }

    [Fact]
    public void Counters_AreOfTheirPeriods()
    {
        var terms = Terms(_ => { });
        terms.Counters.Add(new Counter { Id = "cups", Of = CountedBy.Quantity, Period = Period.Month });
        terms.Counters.Add(new Counter { Id = "ever", Of = CountedBy.Orders, Period = Period.Ever });
        var today = new MemberDay(CompiledRuleSet.Of("", terms), new MemberFacts(), Today);
        var counted = new Dictionary<TallyKey, long> { [Key("counters/cups", June)] = 7 };

        Assert.Equal([Key("counters/cups", June), Key("counters/ever", 0)], today.CounterTallies());
        Assert.Equal(
            ["cups 7 2026-06-01", "ever 0 "],
            today.Counters(counted).Select(c => $"{c.Counter} {c.Units} {Text(c.PeriodFirstDate)}"));
    }

    [Fact]
    public void Needs_AreWhatRulesAndCampaignsName()
    {
        var terms = Terms(_ => { });
        terms.Segments.AddRange(["segments/vip", "segments/spring", "segments/unused"]);
        terms.Campaigns.Add(new Campaign { Id = "spring", Segment = "segments/spring" });
        terms.Rules.Add(new Rule { Id = "all" });
        Assert.False(MemberNeeds.Of(terms).Birthday);
        terms.Rules.Add(new Rule
        {
            Id = "deep",
            Condition = Any(
                new Condition { Not = new Condition { Segment = "segments/vip" } },
                new Condition { Member = new MemberIs { Attribute = "city", Values = { "Suzhou" } } },
                new Condition { Member = new MemberIs() },
                Any(new Condition { Birthday = new BirthdayWindow { DaysAround = 3 } })),
        });
        var needs = MemberNeeds.Of(terms);

        Assert.Equal(["city"], needs.Attributes);
        Assert.Equal(["segments/spring", "segments/vip"], needs.Segments.Order());
        Assert.True(needs.Birthday);
        Assert.Contains(("club", "gold"), needs.Levels);
        Assert.DoesNotContain(("club", "platinum"), needs.Levels);
    }

    private static Condition Any(params Condition[] conditions) =>
        new() { Any = new ConditionList { Of = { conditions } } };

    private static RuleSetTerms Terms(Action<TierScheme> more) => new()
    {
        Currency = "CNY",
        TimeZone = "Asia/Shanghai",
        Coins = { "coins/aster" },
        TierSchemes = { TierCases.Club(more) },
    };

    private static TierStatus StatusOf(RuleSetTerms terms, params (int Period, long Units)[] counted) =>
        new MemberDay(CompiledRuleSet.Of("", terms), new MemberFacts(), Today).Tiers(Counted(counted)).Single();

    private static Dictionary<TallyKey, long> Counted(params (int Period, long Units)[] counted) =>
        counted.ToDictionary(c => Key("tiers/club", c.Period), c => c.Units);

    private static TallyKey Key(string definition, int period) =>
        new() { Definition = definition, Per = Per.Member, Period = period };

    private static TierGrant Grant(string level, int from, int to) =>
        new() { Scheme = "club", Level = level, FromDate = ProgramDays.ToDate(from), ToDate = ProgramDays.ToDate(to) };

    private static string Text(Google.Type.Date? date) =>
        date is null ? "" : $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}";
}

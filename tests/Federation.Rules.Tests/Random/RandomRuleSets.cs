using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Period = Federation.Programs.V1.Period;
using static Federation.Rules.Tests.RandomWords;

namespace Federation.Rules.Tests;

/// <summary>Valid rule sets with small numbers, so that their rules interact.</summary>
internal static class RandomRuleSets
{
    public static RuleSetTerms Of(Dice dice, string zone, Timestamp time)
    {
        var terms = new RuleSetTerms
        {
            Currency = "CNY",
            SettlementUnitsPerMinorUnit = dice.One(1, 2, 3, 100),
            TimeZone = zone,
            TimeZoneVersion = "2026a",
            DayStartMinutes = dice.One(0, 0, 90, 240),
            UnpaidMinutes = 30,
            Categories = { Categories },
            Segments = { Segments },
            Coupons = { Definitions.Select(d => new CouponDefinition { Id = d, Title = Title(d), Days = 30 }) },
        };
        terms.Coins.Add("coins/star");
        if (dice.Chance(50))
            terms.Coins.Add("coins/moon");
        var day = new ProgramClock(terms).DayOf(time);
        terms.Calendars.Add(new Calendar { Id = "feast", Days = { day.Date(), day.PlusDays(2).Date() } });
        terms.Calendars.Add(new Calendar { Id = "eve", Days = { day.PlusDays(-1).Date() } });
        terms.Counters.Add(dice.Many(1, 3, i => Counter(dice, i)));
        terms.TierSchemes.Add(dice.Many(0, 2, i => Scheme(dice, i)));
        terms.Campaigns.Add(dice.Many(0, 2, i => Campaign(dice, i, time)));
        terms.Groups.Add(dice.Many(0, 4, i => new RuleGroup
        {
            Id = "g" + i,
            Combine = dice.One(System.Enum.GetValues<Combine>()),
        }));
        AddRules(new RandomFrame(dice, terms, time));
        terms.Limits.Add(RandomLimits.Of(dice, 2, LimitedBy.Times, LimitedBy.Coins, LimitedBy.Money));
        terms.RiskRules.Add(RandomRisks.Of(dice));
        return terms;
    }

    private static void AddRules(RandomFrame frame)
    {
        var dice = frame.Dice;
        var kinds = frame.Terms.Groups.ToDictionary(g => g.Id, _ => dice.Between(0, 2));
        var planned = dice.Many(3, 12, i => (
            Id: $"{(char)('a' + dice.Between(0, 25))}{i}",
            Stage: dice.One([.. Stages.All, Stage.Lines, Stage.Order, Stage.Earning, Stage.Earning])));
        var earning = planned.Where(p => p.Stage == Stage.Earning).Select(p => p.Id).ToList();
        foreach (var (id, stage) in planned)
        {
            var rule = new Rule
            {
                Id = id,
                Title = Title(id),
                Condition = RandomConditions.Of(frame, stage),
                Effects = { dice.Many(1, dice.Chance(30) ? 3 : 1, _ => RandomEffects.Of(frame, stage, earning)) },
                Priority = dice.Between(0, 2),
            };
            var groups = frame.Terms.Groups.Where(g => g.Combine != Combine.Best || kinds[g.Id] == KindOf(stage));
            if (groups.Any() && dice.Chance(70))
                rule.Group = dice.One(groups.ToList()).Id;
            if (frame.Terms.Groups.Count > 0 && dice.Chance(12))
                rule.Excludes.Add(dice.One(frame.Terms.Groups).Id);
            if (frame.Terms.Campaigns.Count > 0 && dice.Chance(40))
                rule.Campaign = dice.One(frame.Terms.Campaigns).Id;
            if (dice.Chance(55))
                rule.Limits.Add(RandomLimits.Of(dice, 2, Limitable(rule, stage)));
            frame.Terms.Rules.Add(rule);
        }
    }

    /// <summary>What is compared in a group that is BEST: money off, goods or coins.</summary>
    private static int KindOf(Stage stage) => stage switch
    {
        < Stage.Items => 0,
        Stage.Items => 1,
        _ => 2,
    };

    private static List<LimitedBy> Limitable(Rule rule, Stage stage)
    {
        var of = new List<LimitedBy> { LimitedBy.Times };
        if (stage != Stage.Prices)
            of.Add(LimitedBy.Money);
        if (rule.Effects.Any(e => e.GivesCase is Effect.GivesOneofCase.Earn or Effect.GivesOneofCase.Multiply))
            of.Add(LimitedBy.Coins);
        return of;
    }

    private static Counter Counter(Dice dice, int number)
    {
        var of = dice.One(CountedBy.Orders, CountedBy.Quantity, CountedBy.Money);
        return new Counter
        {
            Id = "c" + number,
            Of = of,
            Lines = of == CountedBy.Orders ? null : Filter(dice),
            Period = dice.One(
                Period.Day, Period.Week, Period.Month, Period.Quarter, Period.Half, Period.Year, Period.Ever),
        };
    }

    private static TierScheme Scheme(Dice dice, int number)
    {
        var of = dice.One(CountedBy.Orders, CountedBy.Quantity, CountedBy.Money, CountedBy.Coins);
        var scheme = new TierScheme
        {
            Id = "t" + number,
            Title = Title("t" + number),
            Of = of,
            Lines = of is CountedBy.Orders or CountedBy.Coins ? null : Filter(dice),
            Period = dice.One(System.Enum.GetValues<TierPeriod>().Where(p => p != TierPeriod.Unspecified).ToList()),
        };
        if (scheme.Period == TierPeriod.LastDays)
            scheme.Days = dice.Between(1, 10);
        else
        {
            scheme.ValidityPeriods = dice.Between(0, 1);
            scheme.GraceDays = dice.One(0, 0, 5, 31, 100);
            scheme.FallsByOneLevel = dice.Chance(50);
        }
        scheme.Levels.Add(dice.Many(1, 4, i => new TierLevel
        {
            Id = "l" + i,
            Title = Title("l" + i),
            Threshold = i * 10,
        }));
        return scheme;
    }

    private static Campaign Campaign(Dice dice, int number, Timestamp time)
    {
        var campaign = new Campaign
        {
            Id = "k" + number,
            Title = Title("k" + number),
            StartTime = time.Later(seconds: dice.One(-1000000, -1000, -1000, 0, 0, 0, 1)),
            EndTime = dice.One(null, null, time.Later(days: 30), time.Later(days: 30), time.Later(seconds: 1), time),
            Segment = dice.Chance(25) ? dice.One(Segments) : "",
            Limits = { RandomLimits.Of(dice, 1, LimitedBy.Times, LimitedBy.Coins, LimitedBy.Money) },
        };
        if (campaign.EndTime is not null && campaign.StartTime.Instant() >= campaign.EndTime.Instant())
            campaign.EndTime = null;
        if (dice.Chance(40))
        {
            campaign.HoldoutBasisPoints = dice.One(1, 3000, 5000);
            campaign.HoldoutSalt = ByteString.CopyFrom(dice.Bytes(16));
        }
        return campaign;
    }
}

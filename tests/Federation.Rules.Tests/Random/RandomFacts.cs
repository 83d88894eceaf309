using Federation.Programs.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using NodaTime;
using GoogleDate = Google.Type.Date;

namespace Federation.Rules.Tests;

/// <summary>Facts for a rule set, with tallies near its limits.</summary>
internal static class RandomFacts
{
    public static Facts Of(RandomFrame frame, Order order)
    {
        var (dice, terms) = (frame.Dice, frame.Terms);
        var facts = new Facts { DecideTime = frame.Time.Later(days: dice.One(0, 0, 0, 1, 35, 89)) };
        if (dice.Chance(85))
            facts.Member = Member(frame);
        facts.Coins.Add(terms.Coins.Select(c => new CoinWorth { Coin = c, OnValueUnits = dice.Between(1, 5) }));
        var coupons = order.AutoCoupons && dice.Chance(15) ? dice.Between(7, 8) : dice.Between(0, 4);
        facts.Coupons.Add(dice.Many(coupons, coupons, i => Coupon(frame, i, coupons < 7 ? 60 : 5)));
        var situation = new Situation(terms, facts, order) { LeftOut = new HashSet<string>(), Coupons = [] };
        facts.Tallies.Add(Limits.All(situation).Where(l => l.Limit.Per != Per.Order && dice.Chance(60))
            .Select(l => Tally(l.Definition, l.Limit.Per, l.PeriodOf(situation), Near(dice, l, situation))));
        facts.Tallies.Add(terms.RiskRules.Where(
            r => (r.Per != Per.Member || facts.Member is not null) && dice.Chance(70)).Select(r => Tally(
            Risks.Definition(r), r.Per, Periods.Name(r.Period, situation.Day),
            Math.Max(0, r.MoreThan - dice.One(0, 0, 1, 30, 500)))));
        if (facts.Member is not null)
        {
            facts.Tallies.Add(Counted(dice, situation));
            facts.Tallies.Add(terms.TierSchemes.SelectMany(s => Levels(dice, s, situation)));
        }
        return facts;
    }

    private static TallyValue Tally(string definition, Per per, int period, long units) => new()
    {
        Key = new TallyKey { Definition = definition, Per = per, Period = period },
        Units = units,
    };

    private static long Near(Dice dice, BoundLimit limit, Situation situation) => limit.IsPause
        ? situation.Day.Number() - limit.Limit.AtMost + dice.Between(-2, 2)
        : Math.Max(0, limit.Limit.AtMost - dice.One(0, 1, 2, 7, 50, 400));

    private static IEnumerable<TallyValue> Counted(Dice dice, Situation situation)
    {
        foreach (var counter in situation.Terms.Counters)
        {
            var period = Counters.PeriodOf(counter, situation);
            var counted = dice.Between(0, 20);
            yield return Tally("counters/" + counter.Id, Per.Member, period, counted);
            foreach (var rule in situation.Terms.Rules)
                if (new Conditions(situation, State.Of(situation.Order), rule).Every is { } every
                    && every.Count.Counter == counter.Id)
                    yield return Tally(
                        "given/" + rule.Id, Per.Member, period,
                        Math.Max(0, (counted / every.Count.Every) - dice.Between(0, 2)));
        }
    }

    private static IEnumerable<TallyValue> Levels(Dice dice, TierScheme scheme, Situation situation)
    {
        var day = new ProgramClock(situation.Terms).DayOf(situation.Facts.DecideTime);
        var starts = Enumerable.Range(0, scheme.Period == TierPeriod.LastDays ? scheme.Days + 1 : 6)
            .Select(back => Rules.Tests.Levels.Start(scheme, day, back, situation));
        return starts.Where(s => s is not null && dice.Chance(50)).Select(s => Tally(
            "tiers/" + scheme.Id, Per.Member, s!.Value.Number(),
            Math.Max(0, dice.One(scheme.Levels).Threshold + dice.Between(-1, 1))));
    }

    private static CouponFacts Coupon(RandomFrame frame, int number, int percentShown) => new()
    {
        Name = $"coupons/{new Guid(frame.Dice.Bytes(16))}",
        Definition = frame.Dice.One(RandomWords.Definitions),
        UsesLeft = frame.Dice.Between(1, 2),
        ExpireTime = frame.Time.Later(seconds: frame.Dice.One(-1, 0, 1, 3600, 3600, 3600 * (number + 1), 90000)),
        Shown = frame.Dice.Chance(percentShown),
    };

    private static MemberFacts Member(RandomFrame frame)
    {
        var dice = frame.Dice;
        var joined = dice.Chance(20)
            ? Timestamp.FromDateTime(new DateTime(2024, 2, 29, 5, 0, 0, DateTimeKind.Utc))
            : frame.Time.Later(days: -dice.One(0, 1, 100, 364, 365, 366, 800), seconds: -dice.Between(0, 7200));
        var member = new MemberFacts { Id = ByteString.CopyFrom(dice.Bytes(16)), JoinTime = joined };
        if (dice.Chance(80))
            member.Attributes.Add(new Programs.V1.Attribute { Name = "kind", Value = dice.One(RandomWords.Kinds) });
        if (dice.Chance(70))
            member.Segments.Add(dice.Some(RandomWords.Segments, 2));
        if (dice.Chance(80))
        {
            var day = frame.Day.PlusDays(dice.Between(-12, 12));
            member.Birthday = dice.Chance(15) ? new GoogleDate { Month = 2, Day = 29 }
                : new GoogleDate { Month = day.Month, Day = day.Day };
            member.BirthdaySetTime = frame.Time.Later(days: -dice.One(1, 30, 400), seconds: dice.Between(0, 1));
        }
        member.TierGrants.Add(
            frame.Terms.TierSchemes.Where(_ => dice.Chance(30)).Select(s => Grant(dice, s, frame.Day)));
        return member;
    }

    private static TierGrant Grant(Dice dice, TierScheme scheme, LocalDate day)
    {
        var from = day.PlusDays(dice.One(-60, -1, 0, 1));
        return new TierGrant
        {
            Scheme = scheme.Id,
            Level = dice.One(scheme.Levels).Id,
            FromDate = from.Date(),
            ToDate = from.PlusDays(dice.One(1, 30, 200)).Date(),
        };
    }
}

using Federation.Programs.V1;
using static Federation.Programs.V1.Condition;

namespace Federation.Rules.Tests;

/// <summary>Events, and rules on them.</summary>
internal static class RandomEvents
{
    public static readonly IReadOnlyList<EventType> Types =
    [
        .. Enum.GetValues<EventKind>().Where(k => k is not (EventKind.Unspecified or EventKind.Named))
            .Select(k => new EventType { Kind = k }),
        new EventType { Kind = EventKind.Named, Name = "post" },
        new EventType { Kind = EventKind.Named, Name = "walk" },
    ];

    private static readonly IReadOnlyList<string> Objects = ["tea-1", "tea-2"];
    private static readonly IReadOnlyList<string> Grades = ["easy", "hard"];
    private static readonly IReadOnlyList<string> Channels = ["moments", "mail"];

    public static Event Of(RandomFrame frame, IReadOnlyList<EventType> types)
    {
        var dice = frame.Dice;
        var type = dice.One(types);
        var happened = new Event
        {
            Source = dice.One(RandomWords.Sources),
            EventId = "1",
            EventTime = frame.Time,
            Type = type,
            Grade = dice.Chance(50) ? dice.One(Grades) : "",
        };
        if (type.Kind is EventKind.ShareVisit or EventKind.Survey or EventKind.Course or EventKind.Attendance)
            happened.Object = dice.One(Objects);
        if (type.Kind == EventKind.ShareVisit)
            happened.Channel = dice.One(Channels);
        if (type.Kind == EventKind.ReferralQualified)
            happened.Side = dice.One(ReferralSide.Referrer, ReferralSide.Referred);
        if (type.Kind == EventKind.Review)
            happened.Reviewed = new ReviewedLine { Order = "an order", Line = 1 };
        if (type.Kind == EventKind.Survey && dice.Chance(80))
        {
            happened.Answers = new SurveyAnswers();
            if (dice.Chance(70))
                happened.Answers.Satisfaction = dice.Between(1, 5);
            if (dice.Chance(70))
                happened.Answers.Recommendation = dice.Between(0, 10);
        }
        return happened;
    }

    /// <summary>Adds rules on events of these kinds, and counts such events.</summary>
    public static void AddTo(RandomFrame frame, IReadOnlyList<EventType> types)
    {
        var (dice, terms) = (frame.Dice, frame.Terms);
        terms.CheckIns = dice.Chance(30)
            ? null
            : new CheckIns { CycleDays = dice.One(0, 1, 3, 7), Repair = dice.Chance(50) };
        terms.Counters.Add(new Counter
        {
            Id = "acts",
            Of = CountedBy.Events,
            Period = dice.One(Period.Day, Period.Month, Period.Ever),
            Events = { dice.Some(types, 2) },
        });
        foreach (var counter in terms.Counters.Where(c => c.Of == CountedBy.Orders && dice.Chance(50)))
            counter.Events.Add(dice.Some(types, 2));
        terms.Rules.Add(dice.Many(2, 6, i => Rule(frame, types, $"event-{i}")));
        if (dice.Chance(50))
            terms.RiskRules.Add(RandomRisks.On(dice, types));
        if (terms.Rules.Any(r => r.On?.Events.Any(e => e.Kind == EventKind.ReferralQualified) == true))
            terms.Referrals = new Referrals { MinimumMinorUnits = dice.Between(1, 9), HoldbackDays = 1 };
    }

    private static Rule Rule(RandomFrame frame, IReadOnlyList<EventType> types, string id)
    {
        var (dice, on) = (frame.Dice, frame.Dice.Some(types, 2));
        var rule = new Rule
        {
            Id = id,
            Title = RandomWords.Title(id),
            On = new Trigger { Events = { on } },
            Condition = Condition(frame, on),
            Priority = dice.Between(0, 2),
            Effects = { dice.Many(1, dice.Chance(30) ? 3 : 1, _ => Effect(frame, on)) },
            Limits = { RandomLimits.Of(dice, 2, LimitedBy.Times) },
        };
        foreach (var limit in rule.Limits.Where(l => l.Per is Per.Payer or Per.Order).ToList())
            rule.Limits.Remove(limit);
        var groups = frame.Terms.Groups.Where(g => g.Combine != Combine.Best).ToList();
        if (groups.Count > 0 && dice.Chance(40))
            rule.Group = dice.One(groups).Id;
        if (frame.Terms.Campaigns.Count > 0 && dice.Chance(30))
            rule.Campaign = dice.One(frame.Terms.Campaigns).Id;
        return rule;
    }

    private static Effect Effect(RandomFrame frame, List<EventType> on)
    {
        var dice = frame.Dice;
        var effect = RandomEffects.Of(frame, Stage.Fixed, []);
        if (effect.Earn is not null)
            effect.Earn.AvailableDays = dice.One(0, 0, 1, 3);
        if (effect.Earn is null || dice.Chance(50))
            return effect;
        var by = on.TrueForAll(t => t.Kind == EventKind.CheckIn)
            ? EventAttribute.RunDay
            : dice.One(EventAttribute.Object, EventAttribute.Grade, EventAttribute.Channel);
        IReadOnlyList<string> keys = by switch
        {
            EventAttribute.Object => Objects,
            EventAttribute.Grade => Grades,
            EventAttribute.Channel => Channels,
            _ => ["1", "2", "3", "7"],
        };
        effect.Earn.Units = dice.Between(0, 3);
        effect.Earn.Table = new EventTable
        {
            By = by,
            Rows = { dice.Some(keys, 2).Select(k => new EventTableRow { Key = k, Units = dice.Between(0, 9) }) },
        };
        return effect;
    }

    /// <summary>One that an event can have.</summary>
    private static Condition? Condition(RandomFrame frame, List<EventType> on)
    {
        if (frame.Dice.Chance(35))
            return new Condition { Event = Asked(frame.Dice, on) };
        while (true)
        {
            var condition = RandomConditions.Of(frame, Stage.Fixed);
            if (Whole(condition).All(c => c.IsCase is not (IsOneofCase.Basket or IsOneofCase.Lines or IsOneofCase.Coupon
                or IsOneofCase.Paid) && c.At is not { Merchants.Count: > 0 }))
                return condition;
        }
    }

    private static EventIs Asked(Dice dice, List<EventType> on)
    {
        var asked = new EventIs();
        if (dice.Chance(30))
            asked.Types_.Add(dice.One(on));
        if (dice.Chance(30))
            asked.Objects.Add(dice.One(Objects));
        if (dice.Chance(30))
            asked.Grades.Add(dice.Some(Grades, 2));
        if (dice.Chance(20))
            asked.Channels.Add(dice.One(Channels));
        if (dice.Chance(50) && on.TrueForAll(t => t.Kind == EventKind.ReferralQualified))
            asked.Sides.Add(dice.One(ReferralSide.Referrer, ReferralSide.Referred));
        if (dice.Chance(20))
            asked.Satisfaction = new ScoreRange { Lowest = 0, Highest = dice.Between(1, 5) };
        if (dice.Chance(20))
            asked.Recommendation = new ScoreRange { Lowest = dice.Between(0, 9), Highest = 9 };
        return asked;
    }

    private static IEnumerable<Condition> Whole(Condition? condition) => condition?.IsCase switch
    {
        null => [],
        IsOneofCase.All => condition.All.Of.SelectMany(Whole),
        IsOneofCase.Any => condition.Any.Of.SelectMany(Whole),
        IsOneofCase.Not => Whole(condition.Not),
        _ => [condition],
    };
}

using Federation.Client;
using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Scenarios;

/// <summary>Events and rules on them, for stories.</summary>
internal static class EventsMade
{
    public const string Program = "partners/aster/programs/main";

    private static readonly EventType Walk = new() { Kind = EventKind.Named, Name = "walk" };

    /// <summary>A check-in gives 5, on the seventh day 30; a review 20; a visit 10, once a day; a survey 50 or what its
    /// table says, and a coupon to who is unhappy; a course by its grade; every third walk 9, and gold.</summary>
    public static RuleSetTerms Terms()
    {
        var terms = ProgramsMade.Terms("aster");
        terms.TierSchemes.Add(ProgramsMade.Club());
        terms.CheckIns = new CheckIns { CycleDays = 7, Repair = true };
        terms.Counters.Add(new Counter
        {
            Id = "walks",
            Of = CountedBy.Events,
            Period = Period.Ever,
            Events = { Walk },
        });
        var checkIn = Earn(5);
        checkIn.Earn.Table = Table(EventAttribute.RunDay, ("7", 30));
        terms.Rules.Add(On("check-in", Kind(EventKind.CheckIn), checkIn));
        terms.Rules.Add(On("review", Kind(EventKind.Review), Earn(20)));
        var visit = On("visit", Kind(EventKind.ShareVisit), Earn(10));
        visit.Limits.Add(new Limit { Per = Per.Member, Period = Period.Day, Of = LimitedBy.Times, AtMost = 1 });
        terms.Rules.Add(visit);
        var survey = Earn(50);
        survey.Earn.Table = Table(EventAttribute.Object, ("long-survey", 80));
        terms.Rules.Add(On("survey", Kind(EventKind.Survey), survey));
        var sorry = On(
            "sorry", Kind(EventKind.Survey),
            new Effect { Coupon = new GrantCoupon { Definition = "gift", Quantity = 1 } });
        sorry.Condition = new Condition
        {
            Event = new EventIs { Recommendation = new ScoreRange { Lowest = 0, Highest = 6 } },
        };
        terms.Rules.Add(sorry);
        var course = Earn(0);
        course.Earn.Table = Table(EventAttribute.Grade, ("easy", 10), ("hard", 40));
        terms.Rules.Add(On("course", Kind(EventKind.Course), course));
        var walk = On(
            "walks", Walk, Earn(9),
            new Effect { Tier = new GrantTier { Scheme = "club", Level = "gold", Days = 30 } });
        walk.Condition = new Condition { Count = new CountReached { Counter = "walks", Every = 3 } };
        terms.Rules.Add(walk);
        return terms;
    }

    /// <summary>Adds: 1 for a check-in, which members may do by themselves.</summary>
    public static void AddOwnCheckIns(RuleSetTerms terms)
    {
        terms.CheckIns = new CheckIns { ByMembers = true };
        terms.Rules.Add(On("check-in", Kind(EventKind.CheckIn), Earn(1)));
    }

    /// <summary>A member's own check-in.</summary>
    public static CheckInRequest CheckingIn(string program = Program, string member = SignedMember.Me) =>
        new() { RequestId = RequestIds.New(), Program = program, Member = member };

    public static EventType Kind(EventKind kind) => new() { Kind = kind };

    public static ReportEventRequest Reporting(
        string member, string id, Timestamp time, EventKind kind, Action<Event>? more = null)
    {
        var happened = new Event
        {
            Source = "app",
            EventId = id,
            Member = member,
            Type = kind == EventKind.Named ? Walk : Kind(kind),
            EventTime = time,
        };
        more?.Invoke(happened);
        return new ReportEventRequest { Program = Program, Event = happened };
    }

    /// <summary>A rule on a kind of event.</summary>
    public static Rule On(string id, EventType type, params Effect[] effects) => new()
    {
        Id = id,
        Title = new LocalizedText { En = id },
        On = new Trigger { Events = { type } },
        Effects = { effects },
    };

    public static Effect Earn(long units) => new() { Earn = new Earn { Units = units, Promotional = true } };

    private static EventTable Table(EventAttribute by, params (string Key, long Units)[] rows) => new()
    {
        By = by,
        Rows = { rows.Select(r => new EventTableRow { Key = r.Key, Units = r.Units }) },
    };
}

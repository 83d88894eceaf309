using Federation.Programs.V1;

namespace Federation.Web;

/// <summary>A new rule on what members do, as a form offers it; what is particular is added to it as text.
/// Pure.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Id">The rule's id, as typed.</param>
/// <param name="Title">What members read.</param>
/// <param name="Units">The coins that it gives; on a member day, how many times the coins.</param>
/// <param name="Number">Every how many orders, or on which day of the month; 0 for the others.</param>
internal sealed record NewRule(string Kind, string Id, LocalizedText Title, long Units, int Number)
{
    public const string Birthday = "birthday";
    public const string MemberDay = "day";
    public const string Goal = "goal";
    private const string Referrer = "referrer";
    private const string Referred = "referred";
    private const int Whole = 10_000;
    private const int MostTimes = 100;
    private const int DaysBetweenBirthdays = 300;

    private static readonly Dictionary<string, EventKind> Events = new(StringComparer.Ordinal)
    {
        ["check-in"] = EventKind.CheckIn,
        ["review"] = EventKind.Review,
        ["share"] = EventKind.ShareVisit,
        ["survey"] = EventKind.Survey,
        ["course"] = EventKind.Course,
        ["attendance"] = EventKind.Attendance,
        [Referrer] = EventKind.ReferralQualified,
        [Referred] = EventKind.ReferralQualified,
    };

    /// <summary>What a form offers, in its order.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Events.Keys, Birthday, MemberDay, Goal];

    /// <summary>Whether the number is one that its kind can have.</summary>
    public bool HasNumber => Kind switch
    {
        MemberDay => Number is >= 1 and <= 31,
        Goal => Number is >= 2 and <= 1000,
        _ => true,
    };

    /// <summary>Whether the coins, or the times, are as many as its kind can give.</summary>
    public bool HasUnits => Units >= 1 && (Kind != MemberDay || Units is > 1 and <= MostTimes);

    /// <summary>Adds it, with the counter that it needs.</summary>
    public void AddTo(RuleSetTerms terms)
    {
        var rule = new Rule { Id = Id, Title = Title };
        rule.Effects.Add(Kind == MemberDay
            ? new Effect { Multiply = new Multiply { FactorBasisPoints = (int)Units * Whole } }
            : new Effect { Earn = new Earn { Units = Units, Promotional = true } });
        if (Events.TryGetValue(Kind, out var happened))
            rule.On = new Trigger { Events = { new EventType { Kind = happened } } };
        if (Kind is Referrer or Referred)
            rule.Condition = new Condition
            {
                Event = new EventIs
                {
                    Sides = { Kind == Referrer ? ReferralSide.Referrer : ReferralSide.Referred },
                },
            };
        if (happened == EventKind.ShareVisit)
            rule.Limits.Add(PerMember(Period.Day, 1));
        AddOnOrders(rule, terms);
        terms.Rules.Add(rule);
    }

    private void AddOnOrders(Rule rule, RuleSetTerms terms)
    {
        switch (Kind)
        {
            case Birthday:
                rule.Condition = new Condition { Birthday = new BirthdayWindow { Period = BirthdayPeriod.Month } };
                rule.Limits.Add([PerMember(Period.Year, 1), PerMember(Period.Cooldown, DaysBetweenBirthdays)]);
                break;
            case MemberDay:
                rule.Condition = new Condition { Time = new TimeWindow { DaysOfMonth = { Number } } };
                break;
            case Goal:
                if (terms.Counters.All(c => c.Id != Id))
                    terms.Counters.Add(new Counter { Id = Id, Of = CountedBy.Orders, Period = Period.Ever });
                rule.Condition = new Condition { Count = new CountReached { Counter = Id, Every = Number } };
                break;
        }
    }

    private static Limit PerMember(Period period, long most) =>
        new() { Per = Per.Member, Period = period, Of = LimitedBy.Times, AtMost = most };
}

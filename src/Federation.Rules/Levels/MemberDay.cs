using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A member's levels and counters on one of the programme's days, without an order. Pure.</summary>
/// <param name="rules">The rule set.</param>
/// <param name="member">What is known of the member.</param>
/// <param name="day">The programme's day, counted from 1970-01-01.</param>
public sealed class MemberDay(CompiledRuleSet rules, MemberFacts member, int day)
{
    private readonly int joined = member.JoinTime is { } join ? rules.Calendar.At(join).Day : day;

    /// <summary>The tallies that the levels follow from; they do not depend on what was counted.</summary>
    public IReadOnlyList<TallyKey> LevelTallies()
    {
        var keys = new HashSet<TallyKey>();
        foreach (var scheme in rules.Schemes)
            StateOn(scheme, day, period =>
            {
                keys.Add(KeyOf(scheme.Definition, period));
                return 0;
            });
        return [.. keys];
    }

    /// <summary>The tallies of the counters, in the order of the rule set.</summary>
    public IReadOnlyList<TallyKey> CounterTallies() =>
        [.. rules.Counters.Select(c => KeyOf(c.Definition, Periods.FirstDay(c.Terms.Period, day)))];

    /// <summary>The levels of this day as grants until another day. The lowest level need not be granted.</summary>
    /// <param name="toDay">The first day on which they are no longer granted.</param>
    /// <param name="tallies">Those of <see cref="LevelTallies"/>; what is missing is 0.</param>
    public IEnumerable<TierGrant> Kept(int toDay, IReadOnlyDictionary<TallyKey, long> tallies) =>
        from scheme in rules.Schemes
        let level = StateOn(scheme, day, CountedIn(scheme, tallies)).Level
        where level > 0
        select new TierGrant
        {
            Scheme = scheme.Terms.Id,
            Level = scheme.Terms.Levels[level].Id,
            FromDate = Days.ToDate(day),
            ToDate = Days.ToDate(toDay),
        };

    /// <summary>The level in each scheme.</summary>
    /// <param name="tallies">Those of <see cref="LevelTallies"/>; what is missing is 0.</param>
    public IEnumerable<TierStatus> Tiers(IReadOnlyDictionary<TallyKey, long> tallies)
    {
        foreach (var scheme in rules.Schemes)
        {
            var counted = CountedIn(scheme, tallies);
            var state = StateOn(scheme, day, counted);
            var (first, last) = PeriodOf(scheme.Terms);
            yield return new TierStatus
            {
                Standing = state.Standing(scheme.Terms),
                LastDate = LastDay(scheme, state.Level, counted) is { } end ? Days.ToDate(end) : null,
                PeriodFirstDate = Days.ToDate(first),
                PeriodLastDate = Days.ToDate(last),
            };
        }
    }

    /// <summary>The value of each counter.</summary>
    /// <param name="tallies">Those of <see cref="CounterTallies"/>; what is missing is 0.</param>
    public IEnumerable<CounterStatus> Counters(IReadOnlyDictionary<TallyKey, long> tallies) =>
        rules.Counters.Zip(CounterTallies(), (counter, key) => new CounterStatus
        {
            Counter = counter.Terms.Id,
            Units = tallies.GetValueOrDefault(key),
            PeriodFirstDate = key.Period == 0 ? null : Days.ToDate(key.Period),
        });

    /// <summary>The tallies of the run of check-ins; none if no rule is on them.</summary>
    public IReadOnlyList<TallyKey> CheckInTallies() => HasCheckIns
        ? [KeyOf(TallyNames.RunDays, 0), KeyOf(TallyNames.RunLastDay, 0), KeyOf(TallyNames.RunRepaired, 0)]
        : [];

    /// <summary>The run of check-ins; null if no rule is on them.</summary>
    /// <param name="tallies">Those of <see cref="CheckInTallies"/>; what is missing is 0.</param>
    public CheckInStatus? CheckIns(IReadOnlyDictionary<TallyKey, long> tallies)
    {
        if (CheckInTallies() is not [var daysOfRun, var lastDay, var wasRepaired])
            return null;
        var days = tallies.GetValueOrDefault(daysOfRun);
        var status = new CheckInStatus
        {
            ByMembers = rules.Terms.CheckIns?.ByMembers == true,
            CycleDays = rules.Terms.CheckIns?.CycleDays ?? 0,
        };
        if (days == 0)
            return status;
        var last = (int)tallies.GetValueOrDefault(lastDay);
        var mayBeRepaired = rules.Terms.CheckIns?.Repair == true && tallies.GetValueOrDefault(wasRepaired) == 0;
        status.RunDays = day - last <= (mayBeRepaired ? 2 : 1) ? days : 0;
        (status.LastDate, status.CheckedIn) = (Days.ToDate(last), last == day);
        status.RepairLeft = mayBeRepaired && status.RunDays > 0;
        return status;
    }

    private bool HasCheckIns => rules.Terms.Rules.Any(
        r => r.On?.Events.Any(e => e.Kind == EventKind.CheckIn) == true);

    private TierState StateOn(CompiledScheme scheme, int at, Func<int, long> counted) =>
        TierLevels.Of(scheme, at, joined, member.TierGrants, counted);

    private static Func<int, long> CountedIn(CompiledScheme scheme, IReadOnlyDictionary<TallyKey, long> tallies) =>
        period => tallies.GetValueOrDefault(KeyOf(scheme.Definition, period));

    private static TallyKey KeyOf(string definition, int period) =>
        new() { Definition = definition, Per = Per.Member, Period = period };

    private (int First, int Last) PeriodOf(TierScheme scheme)
    {
        if (scheme.Period == TierPeriod.LastDays)
            return (day - scheme.Days + 1, day);
        var periods = new TierPeriods(scheme.Period, joined);
        var current = periods.PeriodOf(day);
        return (periods.FirstDay(current), periods.FirstDay(current + 1) - 1);
    }

    /// <summary>The last day of a level if nothing more is counted; null if it does not end.</summary>
    private int? LastDay(CompiledScheme scheme, int level, Func<int, long> counted)
    {
        if (level == 0)
            return null;
        foreach (var at in Turns(scheme.Terms).Where(d => d > day).Distinct().Order())
        {
            // Nothing is counted after this day.
            if (StateOn(scheme, at, period => period > day ? 0 : counted(period)).Level < level)
                return at - 1;
        }
        return null;
    }

    /// <summary>The days on which a level can fall.</summary>
    private IEnumerable<int> Turns(TierScheme scheme)
    {
        foreach (var grant in member.TierGrants)
            yield return Days.Of(grant.ToDate);
        if (scheme.Period == TierPeriod.LastDays)
        {
            for (var after = 1; after <= scheme.Days; after++)
                yield return day + after;
            yield break;
        }
        var periods = new TierPeriods(scheme.Period, joined);
        var current = periods.PeriodOf(day);
        // By then all that was counted has lost its validity, one level after the other.
        var last = current + scheme.ValidityPeriods + scheme.Levels.Count + 1;
        for (var period = current; period <= last; period++)
        {
            yield return periods.FirstDay(period);
            yield return periods.FirstDay(period) + scheme.GraceDays;
        }
    }
}

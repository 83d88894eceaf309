using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Computes levels. A level is never stored: it follows from what was counted, so no job lowers
/// anyone.</summary>
internal static class TierLevels
{
    /// <param name="scheme">The scheme.</param>
    /// <param name="day">The programme's day for which the level is asked.</param>
    /// <param name="joined">The programme's day on which the member joined.</param>
    /// <param name="grants">Levels that were granted.</param>
    /// <param name="counted">What was counted in the period that begins on a day.</param>
    public static TierState Of(
        CompiledScheme scheme, int day, int joined, IEnumerable<TierGrant> grants, Func<int, long> counted)
    {
        var terms = scheme.Terms;
        var (reached, current) = terms.Period == TierPeriod.LastDays
            ? OfLastDays(terms, day, counted)
            : OfPeriods(terms, new TierPeriods(terms.Period, joined), day, counted);
        foreach (var grant in grants)
        {
            if (grant.Scheme == terms.Id && day >= Days.Of(grant.FromDate) && day < Days.Of(grant.ToDate))
                reached = Math.Max(reached, Place(terms, grant.Level));
        }
        return new TierState(reached, current);
    }

    /// <summary>The highest level whose threshold is reached.</summary>
    public static int Reached(TierScheme scheme, long counted)
    {
        var level = 0;
        while (level + 1 < scheme.Levels.Count && scheme.Levels[level + 1].Threshold <= counted)
            level++;
        return level;
    }

    private static TierState OfLastDays(TierScheme scheme, int day, Func<int, long> counted)
    {
        var sum = 0L;
        for (var d = day - scheme.Days + 1; d <= day; d++)
            sum += counted(d);
        return new TierState(Reached(scheme, sum), sum);
    }

    private static TierState OfPeriods(TierScheme scheme, TierPeriods periods, int day, Func<int, long> counted)
    {
        var current = periods.PeriodOf(day);
        var level = LevelIn(current);
        if (day - periods.FirstDay(current) < scheme.GraceDays)
            level = Math.Max(level, LevelIn(current - 1));
        return new TierState(level, CountedIn(current));

        int LevelIn(int period)
        {
            if (!scheme.FallsByOneLevel)
                return Base(period);
            var first = period - scheme.Levels.Count;
            var reached = Base(first);
            for (var p = first + 1; p <= period; p++)
                reached = Math.Max(Base(p), reached - 1);
            return reached;
        }

        int Base(int period) => Enumerable.Range(period - scheme.ValidityPeriods, scheme.ValidityPeriods + 1)
            .Max(p => Reached(scheme, CountedIn(p)));

        long CountedIn(int period) => periods.Exists(period) ? counted(periods.FirstDay(period)) : 0;
    }

    private static int Place(TierScheme scheme, string level)
    {
        for (var i = 0; i < scheme.Levels.Count; i++)
        {
            if (scheme.Levels[i].Id == level)
                return i;
        }
        return 0;
    }
}

using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>The periods of a tier scheme, numbered in time: so that the one before is one less.</summary>
/// <param name="kind">What they are.</param>
/// <param name="joined">The programme's day on which the member joined, for years of its own.</param>
internal readonly struct TierPeriods(TierPeriod kind, int joined)
{
    /// <summary>The number of the period that a day is in.</summary>
    public int PeriodOf(int day)
    {
        var date = Days.DateOf(day);
        if (kind == TierPeriod.MemberYear)
            return day >= FirstDay(date.Year) ? date.Year : date.Year - 1;
        return ((date.Year * 12) + date.Month - 1) / Months;
    }

    public int FirstDay(int period)
    {
        if (kind == TierPeriod.MemberYear)
        {
            var date = Days.DateOf(joined);
            return Days.Anniversary(period, date.Month, date.Day);
        }
        var month = period * Months;
        return Days.Of(new DateOnly(month / 12, (month % 12) + 1, 1));
    }

    /// <summary>Whether there is such a period: a member's years begin when it joins.</summary>
    public bool Exists(int period) => kind != TierPeriod.MemberYear || FirstDay(period) >= joined;

    private int Months => kind switch
    {
        TierPeriod.Month => 1,
        TierPeriod.Quarter => 3,
        TierPeriod.Half => 6,
        _ => 12,
    };
}

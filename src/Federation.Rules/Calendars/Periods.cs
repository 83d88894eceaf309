using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Periods, each named by its first day.</summary>
public static class Periods
{
    /// <summary>The first day of the period that a day is in; 0 for all time and for periods that are none of
    /// time.</summary>
    public static int FirstDay(Period period, int day)
    {
        var date = Days.DateOf(day);
        return period switch
        {
            Period.Day => day,
            Period.Week => FirstDayOfWeek(day),
            Period.Month => Days.Of(new DateOnly(date.Year, date.Month, 1)),
            Period.Quarter => Days.Of(FirstOfMonths(date, 3)),
            Period.Half => Days.Of(FirstOfMonths(date, 6)),
            Period.Year => Days.Of(new DateOnly(date.Year, 1, 1)),
            _ => 0,
        };
    }

    /// <summary>The Monday of the week that a day is in.</summary>
    public static int FirstDayOfWeek(int day) => day - (((int)Days.DateOf(day).DayOfWeek + 6) % 7);

    private static DateOnly FirstOfMonths(DateOnly date, int months) =>
        new(date.Year, ((date.Month - 1) / months * months) + 1, 1);
}

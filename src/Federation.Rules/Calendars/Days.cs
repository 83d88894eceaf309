namespace Federation.Rules;

/// <summary>Days as numbers, counted from 1970-01-01.</summary>
public static class Days
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The number of a date.</summary>
    public static int Of(DateOnly date) => date.DayNumber - Epoch;

    /// <summary>The date with a number.</summary>
    public static DateOnly DateOf(int day) => DateOnly.FromDayNumber(day + Epoch);

    /// <summary>The number of a whole date that there is.</summary>
    public static int Of(Google.Type.Date date) => Of(new DateOnly(date.Year, date.Month, date.Day));

    /// <summary>The date with a number, as it travels.</summary>
    public static Google.Type.Date ToDate(int day)
    {
        var date = DateOf(day);
        return new Google.Type.Date { Year = date.Year, Month = date.Month, Day = date.Day };
    }

    /// <summary>A month and a day in a year: 28 February for 29 February where there is none.</summary>
    public static int Anniversary(int year, int month, int day) =>
        Of(new DateOnly(year, month, Math.Min(day, DateTime.DaysInMonth(year, month))));
}

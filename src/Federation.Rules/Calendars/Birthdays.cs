using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether a day is near a birthday.</summary>
internal static class Birthdays
{
    /// <summary>How long before it counts a birthday must have been entered: or whoever likes has one today.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromDays(30);

    public static bool IsNear(BirthdayWindow window, int month, int dayOfMonth, int day)
    {
        var year = Days.DateOf(day).Year;
        for (var around = year - 1; around <= year + 1; around++)
        {
            var birthday = Days.Anniversary(around, month, dayOfMonth);
            var near = window.WindowCase == BirthdayWindow.WindowOneofCase.DaysAround
                ? Math.Abs(birthday - day) <= window.DaysAround
                : IsSame(window.Period, birthday, day);
            if (near)
                return true;
        }
        return false;
    }

    private static bool IsSame(BirthdayPeriod period, int birthday, int day) => period switch
    {
        BirthdayPeriod.Week => Periods.FirstDayOfWeek(birthday) == Periods.FirstDayOfWeek(day),
        BirthdayPeriod.Month => Periods.FirstDay(Period.Month, birthday) == Periods.FirstDay(Period.Month, day),
        _ => birthday == day,
    };
}

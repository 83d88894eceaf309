using Federation.Programs.V1;
using NodaTime;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>Whether a day is near a birthday.</summary>
internal static class Birthdays
{
    private static readonly NodaTime.Duration Waiting = NodaTime.Duration.FromHours(30 * 24);

    public static bool Holds(BirthdayWindow window, Situation situation)
    {
        if (situation.Facts.Member?.Birthday is not { } birthday)
            return false;
        var set = situation.Facts.Member.BirthdaySetTime;
        if (set is null || set.Instant() + Waiting > situation.Order.OrderTime.Instant())
            return false;
        var day = situation.Day;
        var birthdays = new[] { day.Year - 1, day.Year, day.Year + 1 }
            .Select(year => Days.In(year, birthday.Month, birthday.Day));
        return birthdays.Any(b => IsNear(window, b, day));
    }

    private static bool IsNear(BirthdayWindow window, LocalDate birthday, LocalDate day) => window switch
    {
        { WindowCase: BirthdayWindow.WindowOneofCase.DaysAround } =>
            Math.Abs(birthday.Number() - day.Number()) <= window.DaysAround,
        { Period: BirthdayPeriod.Day } => birthday == day,
        { Period: BirthdayPeriod.Week } =>
            Periods.FirstDay(Period.Week, birthday) == Periods.FirstDay(Period.Week, day),
        _ => Periods.FirstDay(Period.Month, birthday) == Periods.FirstDay(Period.Month, day),
    };
}

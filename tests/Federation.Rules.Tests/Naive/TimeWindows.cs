using Federation.Programs.V1;
using Google.Protobuf.WellKnownTypes;
using NodaTime;

namespace Federation.Rules.Tests;

/// <summary>Whether an instant is in a window of the wall clock.</summary>
internal static class TimeWindows
{
    public static bool Contains(TimeWindow window, Timestamp time, RuleSetTerms terms)
    {
        var clock = new ProgramClock(terms);
        var day = window.FromMinute == window.ToMinute
            ? clock.DayOf(time) : DayOfHours(window, clock.WallClock(time), terms.DayStartMinutes);
        return day is { } begun && IsDay(window, begun, terms);
    }

    /// <summary>The programme's day on which the hours that contain it began; none if no hours contain it.</summary>
    private static LocalDate? DayOfHours(TimeWindow window, LocalDateTime local, int dayStart)
    {
        var minute = ProgramClock.MinuteOf(local);
        var begun = new LocalDate?[] { local.Date, local.Date.PlusDays(-1) }
            .FirstOrDefault(date => Within(window, local.Date, date!.Value, minute));
        return window.FromMinute < dayStart ? begun?.PlusDays(-1) : begun;
    }

    /// <summary>Whether the hours that began on a date contain a minute of the same or of the next date.</summary>
    private static bool Within(TimeWindow window, LocalDate today, LocalDate begun, int minute) =>
        (window.FromMinute < window.ToMinute, begun == today) switch
        {
            (true, true) => window.FromMinute <= minute && minute < window.ToMinute,
            (true, false) => false,
            (false, true) => window.FromMinute <= minute,
            (false, false) => minute < window.ToMinute,
        };

    private static bool IsDay(TimeWindow window, LocalDate day, RuleSetTerms terms)
    {
        var last = CalendarSystem.Iso.GetDaysInMonth(day.Year, day.Month);
        return (window.FromDate is null || day >= window.FromDate.Day())
            && (window.ToDate is null || day < window.ToDate.Day())
            && (window.Weekdays.Count == 0 || window.Weekdays.Any(w => (int)w == (int)day.DayOfWeek))
            && (window.DaysOfMonth.Count == 0
                || window.DaysOfMonth.Any(n => day.Day == (n > 0 ? n : last + 1 + n)))
            && (window.WeekdaysOfMonth.Count == 0 || window.WeekdaysOfMonth.Any(w => IsNth(w, day, last)))
            && (window.Calendar.Length == 0
                || terms.Calendars.Single(c => c.Id == window.Calendar).Days.Any(d => d.Day() == day));
    }

    private static bool IsNth(WeekdayOfMonth wanted, LocalDate day, int last) =>
        (int)wanted.Weekday == (int)day.DayOfWeek
        && (wanted.Nth > 0 ? (day.Day + 6) / 7 == wanted.Nth : day.Day + 7 > last);
}

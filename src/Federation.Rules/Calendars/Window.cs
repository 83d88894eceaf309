using System.Collections.Frozen;
using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>A <see cref="TimeWindow"/>, made ready for many orders.</summary>
internal sealed class Window
{
    private readonly TimeWindow terms;
    private readonly int dayStart;
    private readonly (int From, int To) dates;
    private readonly int weekdays;
    private readonly FrozenSet<int>? days;

    /// <param name="terms">A window of good form.</param>
    /// <param name="dayStart">The minute at which the programme's day begins.</param>
    /// <param name="calendar">The days of the named calendar, if it names one.</param>
    public Window(TimeWindow terms, int dayStart, IEnumerable<int>? calendar)
    {
        (this.terms, this.dayStart) = (terms, dayStart);
        dates = (
            terms.FromDate is { } from ? Days.Of(from) : int.MinValue,
            terms.ToDate is { } to ? Days.Of(to) : int.MaxValue);
        foreach (var weekday in terms.Weekdays)
            weekdays |= 1 << Number(weekday);
        days = calendar?.ToFrozenSet();
    }

    public bool Contains(LocalMoment moment)
    {
        if (BeginningDay(moment) is not { } day || day < dates.From || day >= dates.To || days?.Contains(day) == false)
            return false;
        var date = Days.DateOf(day);
        return (weekdays == 0 || (weekdays & (1 << (int)date.DayOfWeek)) != 0)
            && (terms.DaysOfMonth.Count == 0 || terms.DaysOfMonth.Any(d => IsDayOfMonth(date, d)))
            && (terms.WeekdaysOfMonth.Count == 0 || terms.WeekdaysOfMonth.Any(w => IsWeekdayOfMonth(date, w)));
    }

    /// <summary>The programme's day on which the hours begin that contain the moment; null if none do.</summary>
    private int? BeginningDay(LocalMoment moment)
    {
        var (from, to) = (terms.FromMinute, terms.ToMinute);
        if (from == to)
            return moment.Day;
        var shift = from < dayStart ? 1 : 0;
        if (from < to)
            return moment.Minute >= from && moment.Minute < to ? moment.Date - shift : null;
        if (moment.Minute >= from)
            return moment.Date - shift;
        return moment.Minute < to ? moment.Date - 1 - shift : null;
    }

    private static bool IsDayOfMonth(DateOnly date, int wanted) => date.Day == (wanted > 0
        ? wanted
        : DateTime.DaysInMonth(date.Year, date.Month) + wanted + 1);

    private static bool IsWeekdayOfMonth(DateOnly date, WeekdayOfMonth wanted) =>
        (int)date.DayOfWeek == Number(wanted.Weekday)
        && (wanted.Nth > 0
            ? ((date.Day - 1) / 7) + 1 == wanted.Nth
            : date.Day + 7 > DateTime.DaysInMonth(date.Year, date.Month));

    // The contract's Sunday is 7, .NET's is 0; all others are equal.
    private static int Number(Google.Type.DayOfWeek weekday) => (int)weekday % 7;
}

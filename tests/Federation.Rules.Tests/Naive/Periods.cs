using Federation.Programs.V1;
using NodaTime;
using Period = Federation.Programs.V1.Period;

namespace Federation.Rules.Tests;

/// <summary>The periods of the calendar.</summary>
internal static class Periods
{
    /// <summary>The name of the period that contains a day: the number of its first day; 0 for what has no
    /// end.</summary>
    public static int Name(Period period, LocalDate day) =>
        period is Period.Ever or Period.Cooldown or Period.Order ? 0 : FirstDay(period, day).Number();

    public static LocalDate FirstDay(Period period, LocalDate day) => period switch
    {
        Period.Day => day,
        Period.Week => day.PlusDays(1 - (int)day.DayOfWeek),
        Period.Month => new LocalDate(day.Year, day.Month, 1),
        Period.Quarter => new LocalDate(day.Year, day.Month - ((day.Month - 1) % 3), 1),
        Period.Half => new LocalDate(day.Year, day.Month <= 6 ? 1 : 7, 1),
        Period.Year => new LocalDate(day.Year, 1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "It has no first day."),
    };

    /// <summary>The calendar period of a tier scheme.</summary>
    public static Period Of(TierPeriod period) => period switch
    {
        TierPeriod.Month => Period.Month,
        TierPeriod.Quarter => Period.Quarter,
        TierPeriod.Half => Period.Half,
        TierPeriod.Year => Period.Year,
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "It is not of the calendar."),
    };

    /// <summary>How many months a calendar period of a tier scheme has.</summary>
    public static int Months(TierPeriod period) => period switch
    {
        TierPeriod.Month => 1,
        TierPeriod.Quarter => 3,
        TierPeriod.Half => 6,
        TierPeriod.Year => 12,
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "It is not of the calendar."),
    };
}

using Google.Protobuf.WellKnownTypes;
using NodaTime;
using GoogleDate = Google.Type.Date;

namespace Federation.Rules.Tests;

/// <summary>Dates, and instants, as the contract writes them.</summary>
internal static class Days
{
    private static readonly LocalDate First = new(1970, 1, 1);

    public static int Number(this LocalDate day) => NodaTime.Period.DaysBetween(First, day);

    public static LocalDate Day(this GoogleDate date) => new(date.Year, date.Month, date.Day);

    public static GoogleDate Date(this LocalDate day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    public static Instant Instant(this Timestamp time) =>
        NodaTime.Instant.FromUnixTimeSeconds(time.Seconds).PlusNanoseconds(time.Nanos);

    /// <summary>The day itself in another year, 28 February for 29 February where there is none.</summary>
    public static LocalDate In(int year, int month, int day) =>
        new(year, month, Math.Min(day, CalendarSystem.Iso.GetDaysInMonth(year, month)));
}

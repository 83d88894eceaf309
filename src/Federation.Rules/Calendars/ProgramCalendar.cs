using Google.Protobuf.WellKnownTypes;
using NodaTime;
using NodaTime.TimeZones;

namespace Federation.Rules;

/// <summary>A programme's calendar. What is decided turns an instant into local time, never the reverse: so no
/// hour is ambiguous.</summary>
public sealed class ProgramCalendar
{
    private const int SecondsPerDay = 86_400;

    private readonly DateTimeZone zone;

    /// <param name="timeZone">An IANA name.</param>
    /// <param name="dayStartMinutes">The minute after midnight at which a day of the programme begins.</param>
    /// <exception cref="ArgumentException">There is no such time zone.</exception>
    public ProgramCalendar(string timeZone, int dayStartMinutes)
    {
        zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone)
            ?? throw new ArgumentException($"'{timeZone}' is no time zone.", nameof(timeZone));
        DayStartMinutes = dayStartMinutes;
    }

    /// <summary>The version of the time zone data, for instance <c>2026a</c>.</summary>
    public static string DataVersion => TzdbDateTimeZoneSource.Default.TzdbVersion;

    public int DayStartMinutes { get; }

    public static bool Knows(string timeZone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is not null;

    /// <summary>When a day of the programme begins, for what ends with a day. Where the clock is put forward over that
    /// minute, by so much later; where it shows the minute twice, the first time.</summary>
    /// <param name="day">The day, counted from 1970-01-01.</param>
    public Timestamp StartOf(int day)
    {
        var date = Days.DateOf(day);
        var start = new LocalDateTime(date.Year, date.Month, date.Day, DayStartMinutes / 60, DayStartMinutes % 60)
            .InZoneLeniently(zone).ToInstant();
        return new Timestamp { Seconds = start.ToUnixTimeSeconds() };
    }

    public LocalMoment At(Timestamp time)
    {
        var offset = zone.GetUtcOffset(Instant.FromUnixTimeSeconds(time.Seconds)).Seconds;
        var (date, second) = Math.DivRem(time.Seconds + offset, SecondsPerDay);
        if (second < 0)
            (date, second) = (date - 1, second + SecondsPerDay);
        var minute = (int)(second / 60);
        return new LocalMoment((int)date, minute, (int)date - (minute < DayStartMinutes ? 1 : 0));
    }
}

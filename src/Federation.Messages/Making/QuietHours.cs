using Federation.Messages.V1;
using NodaTime;

namespace Federation.Messages;

/// <summary>When messages of a brand may be sent. Pure.</summary>
internal static class QuietHours
{
    private const int MinutesPerHour = 60;
    private const int UsualFrom = 21 * MinutesPerHour;
    private const int UsualUntil = 9 * MinutesPerHour;

    /// <summary>Whether there is such a time zone.</summary>
    public static bool KnowsZone(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null;

    /// <summary>When a message that is made now is sent at the earliest.</summary>
    public static DateTimeOffset DueTime(MessageSettings settings, MessageKind kind, DateTimeOffset now)
    {
        if (kind == MessageKind.Security)
            return now;
        var (from, until) = Of(settings);
        var minute = MinuteOf(Local(settings, now));
        var quiet = from <= until ? minute >= from && minute < until : minute >= from || minute < until;
        return quiet ? NextEnd(settings, now) : now;
    }

    /// <summary>When quiet hours end next: then the daily digests are sent.</summary>
    public static DateTimeOffset NextEnd(MessageSettings settings, DateTimeOffset now)
    {
        var (_, until) = Of(settings);
        var zone = ZoneOf(settings);
        var date = Local(settings, now).Date;
        // Where the clock is put forward over that minute, so much later; where it shows it twice, the first time.
        var end = EndOn(date);
        return end > now ? end : EndOn(date.PlusDays(1));

        DateTimeOffset EndOn(LocalDate day) => day.At(new LocalTime(until / MinutesPerHour, until % MinutesPerHour))
            .InZoneLeniently(zone).ToDateTimeOffset().ToUniversalTime();
    }

    /// <summary>When a day begins.</summary>
    public static DateTimeOffset StartOf(MessageSettings settings, DateOnly day) =>
        ZoneOf(settings).AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset().ToUniversalTime();

    /// <summary>The last day of what ends at a time: what ends at midnight is good until the day before.</summary>
    public static DateOnly LastDayBefore(MessageSettings settings, DateTimeOffset end) =>
        DayOf(settings, end.AddMicroseconds(-1));

    /// <summary>The day on which it is, for people of the brand.</summary>
    public static DateOnly DayOf(MessageSettings settings, DateTimeOffset time) =>
        Local(settings, time).Date.ToDateOnly();

    /// <summary>What clocks of the brand's show.</summary>
    public static DateTime TimeOf(MessageSettings settings, DateTimeOffset time) =>
        Local(settings, time).ToDateTimeUnspecified();

    private static (int From, int Until) Of(MessageSettings settings) => (
        settings.HasQuietFromMinute ? settings.QuietFromMinute : UsualFrom,
        settings.HasQuietUntilMinute ? settings.QuietUntilMinute : UsualUntil);

    private static int MinuteOf(LocalDateTime time) => (time.Hour * MinutesPerHour) + time.Minute;

    private static LocalDateTime Local(MessageSettings settings, DateTimeOffset time) =>
        Instant.FromDateTimeOffset(time).InZone(ZoneOf(settings)).LocalDateTime;

    /// <summary>Its name was checked when it was set; a zone that a later database has not is UTC.</summary>
    private static DateTimeZone ZoneOf(MessageSettings settings) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(settings.TimeZone) ?? DateTimeZone.Utc;
}

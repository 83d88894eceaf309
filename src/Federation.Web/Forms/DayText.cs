using System.Globalization;

namespace Federation.Web;

/// <summary>Reads days and times as browsers send them. Pure.</summary>
internal static class DayText
{
    /// <summary>Reads <c>2026-11-29</c>.</summary>
    public static bool TryRead(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>Reads <c>2026-11-29T18:30</c>, with seconds or without, as a time of a zone.</summary>
    /// <returns>False: it is no time, or one that the zone leaves out.</returns>
    public static bool TryRead(string text, TimeZoneInfo zone, out DateTimeOffset time)
    {
        time = default;
        if (!DateTime.TryParseExact(
                text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture,
                DateTimeStyles.None, out var local)
            || zone.IsInvalidTime(local))
            return false;
        time = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        return true;
    }

    /// <summary>When a day begins in a zone; where the clock is put forward at midnight, an hour later.</summary>
    public static DateTimeOffset Begin(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        if (zone.IsInvalidTime(local))
            local = local.AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>A day as a browser's field holds it.</summary>
    public static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

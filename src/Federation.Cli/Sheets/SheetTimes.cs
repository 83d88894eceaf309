using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Cli;

/// <summary>Moments of a sheet: of the wall clock in a time zone, or with their own offset.</summary>
internal sealed class SheetTimes(string timeZone)
{
    private static readonly string[] Local = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];
    private static readonly string[] WithOffset = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"];

    private readonly TimeZoneInfo zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var found)
        ? found
        : throw new BadInputException(
            $"This machine does not know the time zone {timeZone}; say times with an offset.");

    /// <exception cref="BadInputException">It is none, or the wall clock shows it never or twice.</exception>
    public Timestamp Parse(string text)
    {
        var culture = CultureInfo.InvariantCulture;
        if (DateTimeOffset.TryParseExact(text, WithOffset, culture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment.ToTimestamp();
        if (!DateTime.TryParseExact(text, Local, culture, DateTimeStyles.None, out var local))
            throw new BadInputException(
                $"time: '{text}' is not of the form 2026-05-31 18:30:00 or 2026-05-31T18:30:00+08:00.");
        if (zone.IsInvalidTime(local) || zone.IsAmbiguousTime(local))
            throw new BadInputException(
                $"time: the clock in {timeZone} shows '{text}' never or twice; say it with its offset.");
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToTimestamp();
    }
}

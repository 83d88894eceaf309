using System.Globalization;

namespace Federation.Cli;

/// <summary>Moments and lengths of time as people type them.</summary>
internal static class Moments
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <summary>A day (its first instant) or a moment, in UTC.</summary>
    public static DateTimeOffset Parse(string text, string what) => TryParse(text, out var moment)
        ? moment
        : throw new BadInputException(
            $"{what}: '{text}' is not a day such as 2011-12-09 or a moment such as 2011-12-09T08:30:00Z.");

    /// <summary>The moment that a person means from <paramref name="now"/>: a length of time further, or a day or
    /// moment.</summary>
    public static DateTimeOffset After(DateTimeOffset now, string text)
    {
        if (TryParse(text, out var moment))
            return moment;
        return TryLength(text, out var length)
            ? now + length
            : throw new BadInputException(
                $"'{text}' is neither a length such as 1d, 12h, 30m or 10s nor a day such as 2011-12-09.");
    }

    /// <summary>A length of time.</summary>
    public static TimeSpan Length(string text, string what) => TryLength(text, out var length)
        ? length
        : throw new BadInputException($"{what}: '{text}' is not a length such as 1d, 12h, 30m or 10s.");

    private static bool TryLength(string text, out TimeSpan length)
    {
        length = default;
        var unit = text.Length > 1 ? text[^1] : ' ';
        if (int.TryParse(text.AsSpan(0, Math.Max(0, text.Length - 1)), NumberStyles.None, CultureInfo.InvariantCulture,
            out var count)
            && count is > 0 and <= 400_000)
            length = unit switch
            {
                'd' => TimeSpan.FromDays(count),
                'h' => TimeSpan.FromHours(count),
                'm' => TimeSpan.FromMinutes(count),
                's' => TimeSpan.FromSeconds(count),
                _ => default,
            };
        return length > TimeSpan.Zero;
    }

    private static bool TryParse(string text, out DateTimeOffset moment) => DateTimeOffset.TryParseExact(
        text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out moment);
}

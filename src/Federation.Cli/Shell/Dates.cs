using System.Globalization;
using Date = Google.Type.Date;

namespace Federation.Cli;

/// <summary>Dates as people type and read them.</summary>
internal static class Dates
{
    /// <summary>A whole date, for instance <c>2011-12-09</c>.</summary>
    public static Date Parse(string text, string what) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? new Date { Year = date.Year, Month = date.Month, Day = date.Day }
        : throw new BadInputException($"{what}: '{text}' is not a date such as 2011-12-09.");

    /// <summary>A month and a day, for instance <c>02-29</c>.</summary>
    public static Date ParseBirthday(string text, string what) => DateOnly.TryParseExact(
        "2000-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? new Date { Month = date.Month, Day = date.Day }
        : throw new BadInputException($"{what}: '{text}' is not a month and a day such as 05-31.");

    /// <summary>A date as it is typed; empty for none.</summary>
    public static string Text(Date? date) => date switch
    {
        null => "",
        { Year: 0 } => string.Create(CultureInfo.InvariantCulture, $"{date.Month:D2}-{date.Day:D2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}"),
    };
}

using Federation.Design;
using Federation.Programs.V1;
using Microsoft.AspNetCore.Http;
using Date = Google.Type.Date;

namespace Federation.Web;

/// <summary>Which survey and period a page is asked for, as its address says. Pure.</summary>
/// <param name="Survey">The survey's name; empty for a list.</param>
/// <param name="From">The first day, as text; empty: from the beginning.</param>
/// <param name="To">The last day, as text; empty: until now.</param>
public sealed record SurveyQuery(string Survey, string From, string To)
{
    public const string Path = "/portal/surveys";

    public static SurveyQuery Of(HttpRequest request) => new(
        request.Query["survey"].ToString(), request.Query["from"].ToString(), request.Query["to"].ToString());

    public Date? First => DayOf(From);

    public Date? Last => DayOf(To);

    /// <summary>Whether both days are such, or not said.</summary>
    public bool IsPeriod => (From.Length == 0 || First is not null) && (To.Length == 0 || Last is not null)
        && (From.Length == 0 || To.Length == 0 || string.CompareOrdinal(From, To) <= 0);

    public GetSurveyReportRequest ToRequest(string program)
    {
        var request = new GetSurveyReportRequest { Program = program, Survey = Survey };
        if (First is { } first)
            request.FirstDate = first;
        if (Last is { } last)
            request.LastDate = last;
        return request;
    }

    /// <summary>The address of a survey's page, or below it.</summary>
    /// <param name="program">The programme's id.</param>
    /// <param name="below">For instance <c>/report.csv</c>.</param>
    public string ToPath(string program, string below = "") =>
        $"{Path}/{Uri.EscapeDataString(program)}{below}?survey={Uri.EscapeDataString(Survey)}"
        + $"&from={Uri.EscapeDataString(From)}&to={Uri.EscapeDataString(To)}";

    /// <summary>A day as people read it.</summary>
    public static string Text(Date? day, Figures f) =>
        day is null ? "" : f.Date(new DateOnly(day.Year, day.Month, day.Day));

    private static Date? DayOf(string text) => DayText.TryRead(text, out var day) && day.Year is >= 2000 and <= 2999
        ? new Date { Year = day.Year, Month = day.Month, Day = day.Day }
        : null;
}

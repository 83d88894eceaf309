using System.Globalization;
using Federation.Programs.V1;
using Google.Protobuf.Collections;
using Spectre.Console;

namespace Federation.Cli;

/// <summary>Surveys as tables.</summary>
internal static class SurveyTables
{
    public static Table Of(IEnumerable<Survey> surveys)
    {
        var table = Tables.Of("survey", "members", "first day", "last day");
        foreach (var survey in surveys)
            table.Row(survey.Survey_, survey.Answers, Dates.Text(survey.FirstDate), Dates.Text(survey.LastDate));
        return table;
    }

    /// <summary>All that a report tells, answer by answer.</summary>
    public static Table Of(SurveyReport report)
    {
        var table = Tables.Of("question", "answer", "members");
        table.Row(report.Survey, "", report.Answers);
        if (report.Satisfaction is { } satisfaction)
            AddScores(
                table, "satisfaction", 1, satisfaction.Answers, satisfaction.Counts,
                satisfaction.HasPerMille ? $"CSAT {Tenths(satisfaction.PerMille)} %" : "");
        if (report.Recommendation is { } recommendation)
            AddScores(
                table, "recommendation", 0, recommendation.Answers, recommendation.Counts,
                recommendation.HasPerMille ? $"NPS {Tenths(recommendation.PerMille)}" : "");
        foreach (var question in report.Questions)
        {
            table.Row(question.Question, "", question.Answers);
            foreach (var choice in question.Choices)
                table.Row("", choice.Choice, choice.Answers);
            if (question.OtherAnswers > 0)
                table.Row("", "others", question.OtherAnswers);
        }
        return table;
    }

    private static void AddScores(
        Table table, string question, int lowest, long answers, RepeatedField<long> counts, string score)
    {
        table.Row(question, score, answers);
        for (var i = 0; i < counts.Count; i++)
            table.Row("", lowest + i, counts[i]);
    }

    private static string Tenths(int perMille) =>
        (perMille / 10m).ToString("0.0", CultureInfo.InvariantCulture);
}

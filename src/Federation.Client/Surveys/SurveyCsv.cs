using System.Globalization;
using System.Text;
using Federation.Programs.V1;
using Google.Protobuf.Collections;

namespace Federation.Client;

/// <summary>The report of a survey as comma separated values.</summary>
public static class SurveyCsv
{
    private const int LowestSatisfaction = 1;

    /// <summary>One row for each answer and how many members gave it, after a row for each question and how many
    /// answered it. Where a report tells no answers because too few answered, there is the latter alone.</summary>
    /// <param name="report">The report.</param>
    /// <returns>Lines with the columns <c>of</c> (<c>survey</c>, <c>satisfaction</c>, <c>recommendation</c> or
    /// <c>question</c>), <c>question</c>, <c>answer</c> and <c>members</c>. Answers that a report adds up as others
    /// have <c>of</c> <c>others</c>.</returns>
    public static string Write(SurveyReport report)
    {
        var text = new StringBuilder("of,question,answer,members\n");
        Add(text, "survey", "", "", report.Answers);
        if (report.Satisfaction is { } satisfaction)
            AddScores(text, "satisfaction", LowestSatisfaction, satisfaction.Answers, satisfaction.Counts);
        if (report.Recommendation is { } recommendation)
            AddScores(text, "recommendation", 0, recommendation.Answers, recommendation.Counts);
        foreach (var question in report.Questions)
        {
            Add(text, "question", question.Question, "", question.Answers);
            foreach (var choice in question.Choices)
                Add(text, "question", question.Question, choice.Choice, choice.Answers);
            if (question.OtherAnswers > 0)
                Add(text, "others", question.Question, "", question.OtherAnswers);
        }
        return text.ToString();
    }

    private static void AddScores(StringBuilder text, string of, int lowest, long answers, RepeatedField<long> counts)
    {
        Add(text, of, "", "", answers);
        for (var i = 0; i < counts.Count; i++)
            Add(text, of, "", (lowest + i).ToString(CultureInfo.InvariantCulture), counts[i]);
    }

    private static void Add(StringBuilder text, string of, string question, string answer, long members) =>
        text.Append(of).Append(',').Append(CsvCells.Text(question)).Append(',').Append(CsvCells.Text(answer))
            .Append(',').Append(CultureInfo.InvariantCulture, $"{members}").Append('\n');
}

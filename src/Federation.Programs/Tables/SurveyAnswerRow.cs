using System.Globalization;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>One answer of a survey that was booked. It names no member: the record of its event does.</summary>
internal sealed class SurveyAnswerRow
{
    /// <summary>Of the record of its event.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>Its place in the event, from 0.</summary>
    public required int Place { get; init; }

    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    public required SurveyAnswerKind Kind { get; init; }

    /// <summary>The survey's name.</summary>
    public required string Survey { get; init; }

    /// <summary>The programme's day on which it happened.</summary>
    public required int Day { get; init; }

    /// <summary>Empty but for <see cref="SurveyAnswerKind.Chosen"/>.</summary>
    public string Question { get; init; } = "";

    /// <summary>What was answered; empty for <see cref="SurveyAnswerKind.Answered"/>.</summary>
    public string Answer { get; init; } = "";

    /// <summary>The answers of an event; none if it is no survey.</summary>
    /// <param name="program">The programme.</param>
    /// <param name="happened">The event.</param>
    /// <param name="day">The programme's day on which it happened.</param>
    /// <param name="digest">Of its record.</param>
    public static IReadOnlyList<SurveyAnswerRow> Of(ProgramId program, Event happened, int day, byte[] digest)
    {
        if (happened.Type?.Kind != EventKind.Survey)
            return [];
        return [.. AnswersOf(happened.Answers).Select((a, place) => new SurveyAnswerRow
        {
            Digest = digest,
            Place = place,
            PartnerId = program.PartnerId,
            ProgramId = program.Id,
            Kind = a.Kind,
            Survey = happened.Object,
            Day = day,
            Question = a.Question,
            Answer = a.Answer,
        })];
    }

    private static IEnumerable<(SurveyAnswerKind Kind, string Question, string Answer)> AnswersOf(
        SurveyAnswers? answers)
    {
        yield return (SurveyAnswerKind.Answered, "", "");
        if (answers is null)
            yield break;
        if (answers.HasSatisfaction)
            yield return (SurveyAnswerKind.Satisfaction, "", Number(answers.Satisfaction));
        if (answers.HasRecommendation)
            yield return (SurveyAnswerKind.Recommendation, "", Number(answers.Recommendation));
        foreach (var chosen in answers.Chosen)
            yield return (SurveyAnswerKind.Chosen, chosen.Question, chosen.Choice);
    }

    private static string Number(int answer) => answer.ToString(CultureInfo.InvariantCulture);
}

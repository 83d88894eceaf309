using Federation.Programs.V1;

namespace Federation.Rules;

/// <summary>Whether an event can be evaluated.</summary>
public static class EventForm
{
    private const int LongestName = 64;
    private const int MostAnswers = 64;
    private const int MostSatisfaction = 5;
    private const int MostRecommendation = 10;

    /// <summary>What is wrong with it; nothing if it is of good form.</summary>
    /// <param name="happened">The event.</param>
    public static IEnumerable<FieldProblem> Check(Event happened)
    {
        const string text = "1 to 64 printable ASCII characters";
        var kind = happened.Type?.Kind ?? EventKind.Unspecified;
        if (!IsName(happened.Source))
            yield return new("source", $"{text}.");
        if (!IsName(happened.EventId))
            yield return new("event_id", $"{text}.");
        if (happened.EventTime is null)
            yield return new("event_time", "Say when it happened.");
        if (happened.Type is not { } type || !EventTypes.IsKnown(type))
            yield return new("type", "A kind; of NAMED with the brand's name: 2 to 32 of a-z, 0-9 and -.");
        if (IsAbout(kind) ? !IsName(happened.Object) : happened.Object.Length > 0 && !MayBeAbout(kind, happened.Object))
            yield return new(
                "object", $"{text}, for SHARE_VISIT, SURVEY, COURSE and ATTENDANCE; if wanted, for NAMED.");
        if (happened.Grade.Length > 0 && !IsName(happened.Grade))
            yield return new("grade", $"{text}, or none.");
        if (kind == EventKind.ShareVisit ? !IsName(happened.Channel) : happened.Channel.Length > 0)
            yield return new("channel", $"{text}, for SHARE_VISIT; otherwise none.");
        if ((kind == EventKind.Review) != (happened.Reviewed is not null))
            yield return new("reviewed", "What was reviewed, for REVIEW; otherwise none.");
        if (kind == EventKind.ReferralQualified
            ? happened.Side is not (ReferralSide.Referrer or ReferralSide.Referred)
            : happened.Side != ReferralSide.Unspecified)
            yield return new("side", "REFERRER or REFERRED, for REFERRAL_QUALIFIED; otherwise none.");
        if (happened.Answers is null)
            yield break;
        if (kind != EventKind.Survey)
            yield return new("answers", "For SURVEY only.");
        foreach (var problem in OfAnswers(happened.Answers))
            yield return problem;
    }

    private static IEnumerable<FieldProblem> OfAnswers(SurveyAnswers answers)
    {
        if (answers.HasSatisfaction && answers.Satisfaction is < 1 or > MostSatisfaction)
            yield return new("answers.satisfaction", $"1 to {MostSatisfaction}.");
        if (answers.HasRecommendation && answers.Recommendation is < 0 or > MostRecommendation)
            yield return new("answers.recommendation", $"0 to {MostRecommendation}.");
        if (answers.Chosen.Count > MostAnswers
            || answers.Chosen.Any(c => !IsName(c.Question) || !IsName(c.Choice))
            || answers.Chosen.DistinctBy(c => c.Question).Count() < answers.Chosen.Count)
            yield return new(
                "answers.chosen",
                $"At most {MostAnswers}, each question once; 1 to 64 printable ASCII characters each.");
    }

    /// <summary>Whether such an event is about something that has a name.</summary>
    private static bool IsAbout(EventKind kind) =>
        kind is EventKind.ShareVisit or EventKind.Survey or EventKind.Course or EventKind.Attendance;

    private static bool MayBeAbout(EventKind kind, string text) => kind == EventKind.Named && IsName(text);

    /// <summary>Whether something may have this name.</summary>
    public static bool IsName(string text) =>
        text.Length is >= 1 and <= LongestName && text.All(c => c is > ' ' and <= '~');
}

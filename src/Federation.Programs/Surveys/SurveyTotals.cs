using System.Globalization;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>Makes the report of a survey from its counted answers. Deterministic, no I/O.</summary>
/// <param name="survey">The survey's name.</param>
/// <param name="least">How many must have answered a question before its answers are told.</param>
internal sealed class SurveyTotals(string survey, int least)
{
    /// <summary>How many questions a report has at the most.</summary>
    public const int MostQuestions = 100;

    /// <summary>How many different answers to a question a report has at the most.</summary>
    public const int MostChoices = 50;

    private const int FirstSatisfied = 4;
    private const int FirstPromoter = 9;
    private const int LastDetractor = 6;

    private readonly long[] satisfaction = new long[5];
    private readonly long[] recommendation = new long[11];
    private readonly List<SurveyQuestion> questions = [];
    private long answers;
    private bool more;

    /// <summary>Counts one more answer. Those of a question come one after the other, the most often given
    /// first.</summary>
    public void Add(CountedAnswer counted)
    {
        switch (counted.Kind)
        {
            case SurveyAnswerKind.Answered:
                answers += counted.Count;
                break;
            case SurveyAnswerKind.Satisfaction:
                satisfaction[Number(counted) - 1] += counted.Count;
                break;
            case SurveyAnswerKind.Recommendation:
                recommendation[Number(counted)] += counted.Count;
                break;
            default:
                AddChosen(counted);
                break;
        }
    }

    public SurveyReport Report()
    {
        var report = new SurveyReport { Survey = survey, Answers = answers, LeastAnswers = least };
        // What one question hides, another one must not tell.
        if (answers < least)
            return report;
        if (satisfaction.Sum() > 0)
            report.Satisfaction = Satisfaction();
        if (recommendation.Sum() > 0)
            report.Recommendation = Recommendation();
        report.Questions.AddRange(questions.Select(Told).OrderBy(q => q.Question, StringComparer.Ordinal));
        report.MoreQuestions = more;
        return report;
    }

    private void AddChosen(CountedAnswer counted)
    {
        if (questions.Count == 0 || questions[^1].Question != counted.Question)
        {
            more |= questions.Count == MostQuestions;
            if (more)
                return;
            questions.Add(new SurveyQuestion { Question = counted.Question });
        }
        var question = questions[^1];
        question.Answers += counted.Count;
        if (question.Choices.Count < MostChoices)
            question.Choices.Add(new SurveyChoice { Choice = counted.Answer, Answers = counted.Count });
        else
            question.OtherAnswers += counted.Count;
    }

    private SurveyQuestion Told(SurveyQuestion question) => question.Answers >= least
        ? question : new SurveyQuestion { Question = question.Question, Answers = question.Answers };

    private SurveySatisfaction Satisfaction()
    {
        var told = new SurveySatisfaction { Answers = satisfaction.Sum() };
        if (told.Answers < least)
            return told;
        told.Counts.AddRange(satisfaction);
        told.Satisfied = satisfaction[(FirstSatisfied - 1)..].Sum();
        told.PerMille = PerMille(told.Satisfied, told.Answers);
        return told;
    }

    private SurveyRecommendation Recommendation()
    {
        var told = new SurveyRecommendation { Answers = recommendation.Sum() };
        if (told.Answers < least)
            return told;
        told.Counts.AddRange(recommendation);
        told.Promoters = recommendation[FirstPromoter..].Sum();
        told.Detractors = recommendation[..(LastDetractor + 1)].Sum();
        told.PerMille = PerMille(told.Promoters - told.Detractors, told.Answers);
        return told;
    }

    /// <summary>Thousandths, half away from 0.</summary>
    private static int PerMille(long part, long whole)
    {
        var half = Math.Sign(part) * whole;
        return (int)(((Int128)part * 2000 + half) / (2 * (Int128)whole));
    }

    private static int Number(CountedAnswer counted) =>
        int.Parse(counted.Answer, NumberStyles.None, CultureInfo.InvariantCulture);
}

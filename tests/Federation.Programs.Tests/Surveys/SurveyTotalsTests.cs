using Federation.Programs.V1;
using static Federation.Programs.SurveyAnswerKind;

namespace Federation.Programs.Tests;

/// <summary>What a report tells of counted answers, by figures computed by hand.</summary>
public sealed class SurveyTotalsTests
{
    private const int Least = 20;

    [Theory]
    [InlineData(1000, 5, 20)]
    [InlineData(0, 3, 20)]
    [InlineData(500, 5, 10, 1, 10)]
    // 17 of 24 are 70.83 %, 19 of 24 are 79.16 %; 1 of 2,000 is half a tenth, and rounded up.
    [InlineData(708, 4, 8, 5, 9, 2, 7)]
    [InlineData(792, 4, 19, 3, 5)]
    [InlineData(1, 5, 1, 3, 1999)]
    public void Satisfaction_IsTheShareOf4And5(int perMille, params int[] scoresAndCounts)
    {
        var report = Of(Satisfaction, scoresAndCounts);
        var told = report.Satisfaction;
        Assert.Equal(report.Answers, told.Answers);
        Assert.Equal(told.Answers, told.Counts.Sum());
        Assert.Equal(told.Counts[3] + told.Counts[4], told.Satisfied);
        Assert.Equal(perMille, told.PerMille);
        Assert.Null(report.Recommendation);
    }

    [Theory]
    [InlineData(1000, 9, 10, 10, 10)]
    [InlineData(-1000, 6, 10, 0, 10)]
    [InlineData(0, 7, 10, 8, 10)]
    [InlineData(0, 9, 10, 6, 10, 8, 5)]
    // 11 less 4, of 24, are 29.16; 4 less 11 are -29.16; 1 of 2,000 is rounded away from 0 on both sides.
    [InlineData(292, 10, 11, 3, 4, 7, 9)]
    [InlineData(-292, 10, 4, 3, 11, 7, 9)]
    [InlineData(1, 10, 1, 8, 1999)]
    [InlineData(-1, 6, 1, 8, 1999)]
    public void Recommendation_IsPromotersLessDetractors(int perMille, params int[] scoresAndCounts)
    {
        var told = Of(Recommendation, scoresAndCounts).Recommendation;
        Assert.Equal(told.Answers, told.Counts.Sum());
        Assert.Equal(told.Counts[9] + told.Counts[10], told.Promoters);
        Assert.Equal(told.Counts.Take(7).Sum(), told.Detractors);
        Assert.Equal(perMille, told.PerMille);
    }

    /// <summary>Below the limit there is a number alone; of a question that fewer answered than the survey,
    /// too.</summary>
    [Fact]
    public void Answers_OfFewMembers_AreNotTold()
    {
        var few = Totals(
            (Answered, "", "", 19), (Satisfaction, "", "5", 19), (Chosen, "colour", "red", 19)).Report();
        Assert.Equal(new SurveyReport { Survey = "spring", Answers = 19, LeastAnswers = Least }, few);

        var some = Totals(
            (Answered, "", "", 20), (Satisfaction, "", "5", 19), (Recommendation, "", "0", 19),
            (Chosen, "colour", "red", 20), (Chosen, "size", "large", 19)).Report();
        Assert.Equal(new SurveySatisfaction { Answers = 19 }, some.Satisfaction);
        Assert.Equal(new SurveyRecommendation { Answers = 19 }, some.Recommendation);
        Assert.Equal(
            [
                new SurveyQuestion
                {
                    Question = "colour",
                    Answers = 20,
                    Choices = { new SurveyChoice { Choice = "red", Answers = 20 } },
                },
                new SurveyQuestion { Question = "size", Answers = 19 },
            ], some.Questions);
    }

    /// <summary>A brand may report as many questions and answers as it likes: the sums stay exact.</summary>
    [Fact]
    public void Questions_AndChoicesBeyondTheMost_AreAddedUp()
    {
        var totals = Totals((Answered, "", "", 1000));
        for (var question = 0; question < 101; question++)
            for (var choice = 0; choice < 60; choice++)
                totals.Add(new CountedAnswer(Chosen, $"q{question:000}", $"c{choice:00}", 60 - choice));
        var report = totals.Report();

        Assert.True(report.MoreQuestions);
        Assert.Equal(100, report.Questions.Count);
        Assert.All(report.Questions, q =>
        {
            Assert.Equal((1830L, 50, 55L), (q.Answers, q.Choices.Count, q.OtherAnswers));
            Assert.Equal(q.Answers, q.Choices.Sum(c => c.Answers) + q.OtherAnswers);
        });
    }

    private static SurveyReport Of(SurveyAnswerKind kind, int[] scoresAndCounts)
    {
        var pairs = scoresAndCounts.Chunk(2).Select(p => (Score: p[0], Count: p[1])).ToList();
        var totals = Totals((Answered, "", "", pairs.Sum(p => p.Count)));
        foreach (var (score, count) in pairs)
            totals.Add(new CountedAnswer(kind, "", $"{score}", count));
        return totals.Report();
    }

    private static SurveyTotals Totals(params (SurveyAnswerKind Kind, string Question, string Answer, long Count)[] all)
    {
        var totals = new SurveyTotals("spring", Least);
        foreach (var (kind, question, answer, count) in all)
            totals.Add(new CountedAnswer(kind, question, answer, count));
        return totals;
    }
}

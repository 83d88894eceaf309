using System.Collections.Concurrent;
using Federation.Programs.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Federation.Cli.Tests;

/// <summary>Events: five coins for each, but for one of a course, which is refused.</summary>
internal sealed class ScriptedEvents : EventService.EventServiceBase
{
    private readonly ScriptedAnswers answers = new();

    public ConcurrentQueue<IMessage> Requests => answers.Requests;

    public override Task<ReportEventResponse> ReportEvent(ReportEventRequest r, ServerCallContext c) =>
        answers.Answer(r, () => Reported(r));

    public override Task<BatchReportEventsResponse> BatchReportEvents(
        BatchReportEventsRequest r, ServerCallContext c) => answers.Answer(r, () => new BatchReportEventsResponse
        {
            Results =
            {
                r.Events.Select(e => e.Event.Type.Kind == EventKind.Course
                    ? new ReportedEventResult
                    {
                        Refusal = new Google.Rpc.Status { Code = 9, Message = "This was counted before." },
                    }
                    : new ReportedEventResult { Reported = Reported(e) }),
            },
        });

    public override Task<ListSurveysResponse> ListSurveys(ListSurveysRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new ListSurveysResponse
        {
            Surveys = { new Survey { Survey_ = "spring", Answers = 1234, FirstDate = Day, LastDate = Day } },
        });

    /// <summary>Of the survey "few" the number of members alone.</summary>
    public override Task<GetSurveyReportResponse> GetSurveyReport(GetSurveyReportRequest r, ServerCallContext c) =>
        answers.Answer(r, () => new GetSurveyReportResponse
        {
            Report = r.Survey == "few"
                ? new SurveyReport { Survey = r.Survey, Answers = 7, LeastAnswers = 20 }
                : Report(r.Survey),
        });

    private static SurveyReport Report(string survey) => new()
    {
        Survey = survey,
        Answers = 40,
        LeastAnswers = 20,
        Satisfaction = new SurveySatisfaction
        {
            Answers = 40,
            Counts = { 0, 0, 3, 7, 30 },
            Satisfied = 37,
            PerMille = 925,
        },
        Recommendation = new SurveyRecommendation { Answers = 3 },
        Questions =
        {
            new SurveyQuestion
            {
                Question = "colour",
                Answers = 25,
                Choices = { new SurveyChoice { Choice = "=green", Answers = 24 } },
                OtherAnswers = 1,
            },
        },
    };

    private static Google.Type.Date Day => new() { Year = 2026, Month = 5, Day = 8 };

    private static ReportEventResponse Reported(ReportEventRequest request)
    {
        var response = new ReportEventResponse
        {
            Evaluation = new Evaluation
            {
                RunDays = request.Event.Type.Kind == EventKind.CheckIn ? 7 : 0,
                Coins = { new CoinSum { Coin = "coins/aster", Units = 5 } },
                Awards =
                {
                    new Award { Rule = "act", Words = new LocalizedText { En = "Act: 5 coins.", ZhCn = "行为:5 积分。" } },
                },
            },
            RuleSet = ScriptedPrograms.Main + "/ruleSets/3",
            EvaluationName = ScriptedPrograms.Main + "/evaluations/" + new string('a', 64),
            Journal = ScriptedLedger.Journal().Name,
        };
        if (request.WithMisses)
            response.Evaluation.Misses.Add(new Miss { Rule = "other", Reason = MissReason.Limit });
        return response;
    }
}

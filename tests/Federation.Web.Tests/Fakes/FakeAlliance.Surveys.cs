using Federation.Programs.V1;
using Grpc.Core;
using Date = Google.Type.Date;

namespace Federation.Web.Tests;

/// <summary>Surveys of Aster's programme: one of 1,240 members, one of seven, and one that nobody answered.</summary>
internal sealed partial class FakeAlliance
{
    public const string SurveyName = "<b>spring</b>/2026";

    /// <summary>The last list of surveys that was asked for.</summary>
    public ListSurveysRequest? SurveysAsked { get; private set; }

    /// <summary>The last report that was asked for.</summary>
    public GetSurveyReportRequest? SurveyAsked { get; private set; }

    private static SurveyReport ReportOf(string survey) => survey switch
    {
        SurveyName => new SurveyReport
        {
            Survey = survey,
            Answers = 1240,
            LeastAnswers = 20,
            Satisfaction = new SurveySatisfaction
            {
                Answers = 1240,
                Counts = { 20, 40, 120, 460, 600 },
                Satisfied = 1060,
                PerMille = 855,
            },
            Recommendation = new SurveyRecommendation
            {
                Answers = 1000,
                Counts = { 50, 20, 30, 50, 100, 150, 200, 150, 100, 90, 60 },
                Promoters = 150,
                Detractors = 600,
                PerMille = -450,
            },
            Questions =
            {
                new SurveyQuestion
                {
                    Question = "<i>colour</i>",
                    Answers = 100,
                    Choices =
                    {
                        new SurveyChoice { Choice = "green", Answers = 61 },
                        new SurveyChoice { Choice = "=red", Answers = 30 },
                    },
                    OtherAnswers = 9,
                },
                new SurveyQuestion { Question = "size", Answers = 12 },
            },
        },
        "few" => new SurveyReport { Survey = survey, Answers = 7, LeastAnswers = 20 },
        _ => new SurveyReport { Survey = survey, LeastAnswers = 20 },
    };

    private sealed partial class EventList
    {
        public override Task<ListSurveysResponse> ListSurveys(ListSurveysRequest request, ServerCallContext context)
        {
            alliance.SurveysAsked = request;
            var (first, last) = (new Date { Year = 2026, Month = 5, Day = 1 }, alliance.DateOf(0));
            return Task.FromResult(new ListSurveysResponse
            {
                Surveys =
                {
                    new Survey { Survey_ = SurveyName, Answers = 1240, FirstDate = first, LastDate = last },
                    new Survey { Survey_ = "few", Answers = 7, FirstDate = last, LastDate = last },
                },
                NextPageToken = request.PageToken.Length == 0 ? "more" : "",
            });
        }

        public override Task<GetSurveyReportResponse> GetSurveyReport(
            GetSurveyReportRequest request, ServerCallContext context)
        {
            alliance.SurveyAsked = request;
            return Task.FromResult(new GetSurveyReportResponse { Report = ReportOf(request.Survey) });
        }
    }
}

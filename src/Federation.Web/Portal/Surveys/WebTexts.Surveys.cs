namespace Federation.Web;

/// <summary>What the portal's pages of surveys say.</summary>
public sealed partial class WebTexts
{
    public string SurveysPage => Get();
    public string SurveysLead => Get();
    public string SurveysNone => Get();
    public string SurveysNoneWhy => Get();
    public string SurveyProgram => Get();
    public string SurveyFrom => Get();
    public string SurveyTo => Get();
    public string SurveyPeriodWrong => Get();
    public string SurveyName => Get();
    public string SurveyMembers => Get();
    public string SurveyFirstDay => Get();
    public string SurveyLastDay => Get();
    public string SurveyLead => Get();
    public string SurveyNoAnswers => Get();
    public string SurveyNoAnswersWhy => Get();
    public string SurveyCsat => Get();
    public string SurveyCsatNote(string satisfied, string answers) => Fill([satisfied, answers]);
    public string SurveyNps => Get();
    public string SurveyNpsNote(string promoters, string detractors, string answers) =>
        Fill([promoters, detractors, answers]);
    public string SurveyTooFew(string least) => Fill([least]);
    public string SurveyTooFewWhy => Get();
    public string SurveyTooFewOfQuestion(string answers, string least) => Fill([answers, least]);
    public string SurveySatisfaction => Get();
    public string SurveyRecommendation => Get();
    public string SurveyScoreUnit => Get();
    public string SurveyScore => Get();
    public string SurveyFinding(string title, string score, string most, string answers) =>
        Fill([title, score, most, answers]);
    public string SurveyAnswer => Get();
    public string SurveyShare => Get();
    public string SurveyOthers => Get();
    public string SurveyMoreQuestions => Get();
    public string SurveyCsv => Get();
}

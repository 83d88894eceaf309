using Federation.Client;
using Federation.Errors.V1;
using Federation.Programs.V1;
using Federation.Testing;
using Google.Protobuf.WellKnownTypes;
using static Federation.Scenarios.EventsMade;
using DatabaseKind = Federation.Hosting.DatabaseKind;
using Date = Google.Type.Date;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Federation.Scenarios;

/// <summary>What members answer in surveys is reported by their brand, and read by it, through the gateway, on each
/// database. All figures are computed by hand.</summary>
public sealed class SurveyStoryTests
{
    private const string Program = EventsMade.Program;
    private const string Spring = "2026/spring";
    private Timestamp begin = new();

    public static TheoryData<DatabaseKind> Databases => [.. TestDatabase.Kinds];

    /// <summary>24 members answer in two days, some of them twice.</summary>
    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Survey_OfManyMembers_IsCountedToTheMember(DatabaseKind kind)
    {
        await using var alliance = new Alliance(await Deployment.OnAsync(kind));
        var aster = await GivenProgramAsync(alliance);
        var members = new List<string>();
        for (var i = 0; i < 24; i++)
            members.Add(await Alliance.GivenMemberAsync(aster, $"member{i}"));

        // Of 19 members their number alone is told.
        await ReportAsync(aster, [.. members.Take(19).Select((m, i) => Answering(m, i, begin))]);
        var few = await ReadAsync(aster);
        Assert.Equal(
            (19, 20, null, null, 0),
            (few.Answers, few.LeastAnswers, few.Satisfaction, few.Recommendation, few.Questions.Count));

        var nextDay = begin + Duration.FromTimeSpan(TimeSpan.FromDays(1));
        await ReportAsync(aster, [.. members.Skip(19).Select((m, i) => Answering(m, 19 + i, nextDay))]);
        // The same again changes nothing, and neither do other answers of a member that has answered.
        await ReportAsync(aster, [Answering(members[0], 0, begin)]);
        var twice = Answering(members[0], 99, nextDay);
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => aster.Events.ReportEventAsync(twice).ResponseAsync);
        Assert.Equal(ErrorReason.EventCounted, refused.Refusal.Reason);
        // Another survey is another one, and one without questions is counted, too.
        await ReportAsync(aster, [Reporting(members[0], "other", begin, EventKind.Survey, e => e.Object = "Other")]);

        // Scores of satisfaction 1 to 5 come in turn: of 24, 4 are 5, and 5 each are 1 to 4. 9 of 24 are 37.5 %.
        var report = await ReadAsync(aster);
        Assert.Equal(24, report.Answers);
        Assert.Equal(
            new SurveySatisfaction { Answers = 24, Counts = { 5, 5, 5, 5, 4 }, Satisfied = 9, PerMille = 375 },
            report.Satisfaction);
        // Every member but the last four says how likely it is to recommend the brand: 0 to 10 in turn, so that of 20
        // one each are 9 and 10, and two each are 0 to 6 and 7 and 8. 2 - 14 = -12 of 20 are -60.
        Assert.Equal((20L, 2L, 14L, -600),
            (report.Recommendation.Answers, report.Recommendation.Promoters, report.Recommendation.Detractors,
                report.Recommendation.PerMille));
        // 16 of 24 choose red. Four alone say a size: it is not told which.
        Assert.Equal(
            [
                new SurveyQuestion
                {
                    Question = "colour",
                    Answers = 24,
                    Choices =
                    {
                        new SurveyChoice { Choice = "red", Answers = 16 },
                        new SurveyChoice { Choice = "=blue", Answers = 8 },
                    },
                },
                new SurveyQuestion { Question = "size", Answers = 4 },
            ], report.Questions);

        await AssertListsAsync(alliance, aster);
        await alliance.AssertBooksAsync();
        alliance.Deployment.Errors.AssertNone();
    }

    private async Task AssertListsAsync(Alliance alliance, FederationClient aster)
    {
        var (first, second) = (DayOf(begin), DayOf(begin + Duration.FromTimeSpan(TimeSpan.FromDays(1))));
        var request = new ListSurveysRequest { Program = Program, PageSize = 1 };
        var page = await aster.Events.ListSurveysAsync(request);
        Assert.Equal(
            new Survey { Survey_ = Spring, Answers = 24, FirstDate = first, LastDate = second },
            Assert.Single(page.Surveys));
        request.PageToken = page.NextPageToken;
        page = await aster.Events.ListSurveysAsync(request);
        Assert.Equal(
            new Survey { Survey_ = "Other", Answers = 1, FirstDate = first, LastDate = first },
            Assert.Single(page.Surveys));
        Assert.Empty(page.NextPageToken);
        // The second day has five answers to one survey.
        var later = await aster.Events.ListSurveysAsync(new() { Program = Program, FirstDate = second });
        Assert.Equal((Spring, 5), (later.Surveys.Single().Survey_, later.Surveys.Single().Answers));
        Assert.Equal(19, (await ReadAsync(aster, last: first)).Answers);
        Assert.Equal(0, (await ReadAsync(aster, survey: "Spring")).Answers);
        // The alliance reads it, too, and another brand has none of it.
        Assert.Equal(24, (await ReadAsync(alliance.Admin)).Answers);
        var birch = await alliance.GivenPartnerAsync("birch");
        var refused = await Assert.ThrowsAsync<RefusedException>(() => ReadAsync(birch));
        Assert.Equal(ErrorReason.ProgramNotFound, refused.Refusal.Reason);
    }

    private static ReportEventRequest Answering(string member, int number, Timestamp time) => Reporting(
        member, $"{number}", time, EventKind.Survey, e =>
        {
            e.Object = Spring;
            e.Answers = new SurveyAnswers { Satisfaction = (number % 5) + 1 };
            if (number < 20)
                e.Answers.Recommendation = number % 11;
            else
                e.Answers.Chosen.Add(new SurveyAnswer { Question = "size", Choice = "large" });
            e.Answers.Chosen.Add(new SurveyAnswer { Question = "colour", Choice = number % 3 == 0 ? "=blue" : "red" });
        });

    private static async Task ReportAsync(FederationClient aster, IEnumerable<ReportEventRequest> events)
    {
        var batch = new BatchReportEventsRequest { Events = { events } };
        var reported = await aster.Events.BatchReportEventsAsync(batch);
        Assert.All(reported.Results, r => Assert.NotNull(r.Reported));
    }

    private static async Task<SurveyReport> ReadAsync(
        FederationClient by, string survey = Spring, Date? last = null) => (await by.Events.GetSurveyReportAsync(
            new() { Program = Program, Survey = survey, LastDate = last })).Report;

    private static Date DayOf(Timestamp time)
    {
        // The programme's zone is Shanghai's.
        var day = time.ToDateTime() + TimeSpan.FromHours(8);
        return new Date { Year = day.Year, Month = day.Month, Day = day.Day };
    }

    private async Task<FederationClient> GivenProgramAsync(Alliance alliance)
    {
        var aster = await alliance.GivenPartnerAsync("aster");
        var other = await alliance.GivenCredentialAsync("aster", Partners.V1.CredentialRole.PartnerAdmin);
        begin = await ProgramsMade.InForceAsync("aster", aster, other, Terms());
        await alliance.Admin.Clock.AdvanceClockAsync(
            new()
            {
                RequestId = RequestIds.New(),
                Now = begin + Duration.FromTimeSpan(TimeSpan.FromDays(1)),
            });
        return aster;
    }
}

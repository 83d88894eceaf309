using System.Net;
using Federation.Programs.V1;
using Date = Google.Type.Date;

namespace Federation.Web.Tests;

/// <summary>The portal's surveys: how many answered, and what, without a name.</summary>
public sealed class SurveyPagesTests : IAsyncLifetime
{
    private const string All = "/portal/surveys";

    private static readonly string One = $"{All}/main?survey={Uri.EscapeDataString(FakeAlliance.SurveyName)}";
    private Surroundings all = null!;
    private Visit visit = null!;

    public async ValueTask InitializeAsync()
    {
        all = await Surroundings.StartAsync();
        all.Authority.Role = "partner-service";
        visit = await all.SignedInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        visit.Dispose();
        await all.DisposeAsync();
    }

    public static TheoryData<string, string, string> Said => new()
    {
        { All, "1,240", "填写人数" },
        { One, "85.5%", "满意度(CSAT)" },
        { One, "1,060 of 1,240 chose 4 or 5", "1,240 人中有 1,060 人选择 4 或 5" },
        { One, "−45.0", "−45.0" },
        { One, "12 answered this; it is shown once 20 have.", "12 人回答了此题,满 20 人后显示。" },
        { One, "Other answers", "其他答案" },
        { All + "/main?survey=few", "Answers are shown once 20 customers have answered", "满 20 位顾客填写后才显示答案" },
        { All + "/main?survey=none", "Nobody answered it in this period", "此期间无人填写" },
        { All + "/main?survey=few&from=2026-02-30", "Give two days", "请填写两个日期" },
        { All + "?from=2026-05-02&to=2026-05-01", "Give two days", "请填写两个日期" },
    };

    [Theory]
    [MemberData(nameof(Said))]
    public Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string path, string english, string chinese) =>
        visit.AssertSaysAsync(path, english, chinese, "<b>spring|<i>colour");

    [Fact]
    public async Task Pages_AskForWhatTheirAddressesSay_OfTheBrandAlone()
    {
        await visit.ReadAsync(All + "?program=nobody%2F..%2Fother&from=2026-05-01&to=2026-05-31&after=x");
        var (list, first, last) = (all.Alliance.SurveysAsked!, Day(1), Day(31));
        Assert.DoesNotContain("other", list.Program, StringComparison.Ordinal);
        Assert.Equal((first, last, "x"), (list.FirstDate, list.LastDate, list.PageToken));

        await visit.ReadAsync(One + "&from=2026-05-01");
        Assert.Equal(
            new GetSurveyReportRequest
            {
                Program = "partners/aster/programs/main",
                Survey = FakeAlliance.SurveyName,
                FirstDate = first,
            }, all.Alliance.SurveyAsked);
    }

    /// <summary>A spreadsheet takes no answer for a formula.</summary>
    [Fact]
    public async Task Csv_HasTheReport()
    {
        var path = One.Replace("main?", "main/report.csv?", StringComparison.Ordinal);
        using var answer = await visit.GetAsync(path + "&to=2026-05-31");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            "\nquestion,<i>colour</i>,'=red,30\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(Day(31), all.Alliance.SurveyAsked!.LastDate);

        using var wrong = await visit.GetAsync(path + "&to=yesterday");
        Assert.Equal(HttpStatusCode.Found, wrong.StatusCode);
        Assert.StartsWith(All + "/main?survey=", wrong.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static Date Day(int day) => new() { Year = 2026, Month = 5, Day = day };
}

using System.Net;
using System.Text.RegularExpressions;
using Federation.Errors.V1;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>The wallet's check-ins: the run, what the days give, and the one button.</summary>
public sealed class CheckInPagesTests
{
    private const string Path = "/checkin";

    [Theory]
    [InlineData("4 days in a row", "已连续签到 4 天")]
    [InlineData("Come <i>daily</i>: 30 coins: day 7 of the run.", "每日签到:30 积分:连续签到第 7 天。")]
    [InlineData("If you miss one day, your run goes on.", "漏签一天仍可继续连续计数")]
    [InlineData("Aster <i>friends</i>", "紫菀之友")]
    [InlineData("Tea time: 1 x <b>Tea</b>.", "下午茶:<b>茶</b> × 1。")]
    public async Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string english, string chinese)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        await visit.AssertSaysAsync(Path, english, chinese, "<i>daily|<i>friends|<b>Tea|<b>茶");
    }

    /// <summary>Six days are done and the seventh is today; the row begins anew after it; a new run, and one that a
    /// missed day has not ended.</summary>
    [Theory]
    [InlineData(4, false, 1, "done 4, today +5, +5 +30")]
    [InlineData(6, false, 1, "done 6, today +30, ")]
    [InlineData(7, true, 0, "done 6, Gift")]
    [InlineData(7, false, 1, "done 0, today Gift, +5 +5 +5 +5 +5 +30")]
    [InlineData(0, false, 0, "done 0, today +5, +5 +5 +5 +5 +5 +30")]
    public async Task Row_OfDays_HasThoseDoneAndThoseToCome(long days, bool done, int since, string expected)
    {
        await using var all = await Surroundings.StartAsync();
        all.Alliance.Run = (days, done, false, true, since);
        using var visit = await all.SignedInAsync();
        Assert.Equal(expected, RowOf(await visit.ReadAsync(Path)));
    }

    [Fact]
    public async Task Button_ChecksInOnce_AndThePageSaysWhatCame()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync(Path));
        // On two phones: the second is told that it was counted, and shown what it gave.
        foreach (var _ in new[] { 1, 2 })
        {
            using var answer = await visit.PostAsync(Path, fields);
            Assert.EndsWith(Path, answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        var sent = all.Alliance.Commands.Cast<CheckInRequest>().ToList();
        Assert.All(sent, s => Assert.Equal(
            ("partners/aster/programs/main", "members/me", fields["request_id"]),
            (s.Program, s.Member, s.RequestId)));
        var html = await visit.ReadAsync(Path);
        Assert.Contains("You have checked in today", html, StringComparison.Ordinal);
        Assert.Contains("Each pound counts: 280 coins", html, StringComparison.Ordinal);
        Assert.Contains("5 days in a row", html, StringComparison.Ordinal);
        Assert.Empty(Visit.FieldsOf(html, Path));
    }

    [Theory]
    [InlineData(ErrorReason.CheckInsNotOffered, "You cannot check in here.")]
    [InlineData(ErrorReason.PartnerSuspended, "The brand is away.")]
    public async Task Refusal_IsSaidInTheProgramme(ErrorReason reason, string sentence)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync(Path));
        all.Alliance.Refusal = method => method == "CheckIn"
            ? FakeAlliance.Refuse(reason, StatusCode.FailedPrecondition, sentence) : null;
        using var answer = await visit.PostAsync(Path, fields);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains(sentence, html, StringComparison.Ordinal);
        Assert.NotEqual(fields["request_id"], Visit.FieldsOf(html)["request_id"]);
    }

    [Fact]
    public async Task Brand_ThatReportsCheckInsItself_HasNoButton()
    {
        await using var all = await Surroundings.StartAsync();
        all.Alliance.Run = (4, false, false, false, 2);
        using var visit = await all.SignedInAsync();
        var html = await visit.ReadAsync(Path);
        Assert.Contains("counts your check-ins itself", html, StringComparison.Ordinal);
        Assert.Contains("You missed a day.", html, StringComparison.Ordinal);
        Assert.Empty(Visit.FieldsOf(html, Path));
    }

    [Fact]
    public async Task Page_WithoutCheckIns_SaysWhatWouldBeThere()
    {
        await using var all = await Surroundings.StartAsync();
        all.Alliance.Run = null;
        using var visit = await all.SignedInAsync();
        Assert.Contains("No brand of yours has check-ins", await visit.ReadAsync(Path), StringComparison.Ordinal);
    }

    /// <summary>The row's items: how many are done, and what those to come give.</summary>
    private static string RowOf(string html)
    {
        var row = Regex.Match(
            WebUtility.HtmlDecode(html), "<ol class=\"days\">(.*?)</ol>", RegexOptions.Singleline).Groups[1].Value;
        var items = Regex.Matches(
            row, "<li(?: class=\"([a-z]*)\")?>.*?<b>(.*?)</b>", RegexOptions.Singleline);
        var done = items.Count(i => i.Groups[1].Value == "done");
        var today = items.FirstOrDefault(i => i.Groups[1].Value == "now");
        var later = items.Where(i => i.Groups[1].Value.Length == 0).Select(i => i.Groups[2].Value);
        return $"done {done}, {(today is null ? "" : $"today {today.Groups[2].Value}, ")}{string.Join(' ', later)}";
    }
}

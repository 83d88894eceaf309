using System.Net;

namespace Federation.Web.Tests;

/// <summary>The calls of a brand, as its portal shows them.</summary>
public sealed class RequestsPagesTests
{
    [Theory]
    [InlineData("/portal/requests", "1,200 calls are missing here", "此处缺少 1,200 个调用")]
    [InlineData("/portal/requests", "LedgerService/Earn", "LedgerService/Earn")]
    [InlineData("/portal/requests", "12.345", "12.345")]
    [InlineData("/portal/requests/79", "INSUFFICIENT_COINS", "INSUFFICIENT_COINS")]
    [InlineData("/portal/requests/79", "\"$FEDERATION/v1/ledger:earn\"", "-d '{\"requestId\": \"" + FakeAlliance.Id)]
    [InlineData("/portal/requests/79", ".EarnAsync(new EarnRequest { RequestId = \"" + FakeAlliance.Id, "使用 C#")]
    public async Task Page_SaysInBothLanguages_WhatWasRecorded(string path, string english, string chinese)
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        foreach (var (language, text) in new[] { ("en", english), ("zh-CN", chinese) })
        {
            visit.Cookies["language"] = language;
            var html = await visit.ReadAsync(path);
            Assert.Contains(text, WebUtility.HtmlDecode(html).Replace('\u00A0', ' '), StringComparison.Ordinal);
            Assert.DoesNotContain("<b>till", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Page_OfACallThatThereIsNot_IsMissing()
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        using var answer = await visit.GetAsync("/portal/requests/1");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Filters_AreAskedFor_AndStayOnTheNextPage()
    {
        await using var all = await StartAsync();
        using var visit = await all.SignedInAsync();
        var html = WebUtility.HtmlDecode(await visit.ReadAsync(
            "/portal/requests?method=a.B/C&reason=NOT_YOURS&failed=true&request=" + FakeAlliance.Id));
        var asked = all.Alliance.AskedForRequests!;
        Assert.Equal(
            ("a.B/C", "NOT_YOURS", true, FakeAlliance.Id), (asked.Method, asked.Reason, asked.Failed, asked.RequestId));
        Assert.Contains("reason=NOT_YOURS", html, StringComparison.Ordinal);
        Assert.Contains("after=next", html, StringComparison.Ordinal);
        Assert.Contains("value=\"NOT_YOURS\"", html, StringComparison.Ordinal);
    }

    private static async Task<Surroundings> StartAsync()
    {
        var all = await Surroundings.StartAsync();
        all.Authority.Role = "partner-admin";
        return all;
    }
}

using System.Net;

namespace Federation.Web.Tests;

/// <summary>The portal's campaigns, and what their budgets still have.</summary>
public sealed class CampaignPageTests : IAsyncLifetime
{
    private const string All = "/portal/campaigns";
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

    [Theory]
    [InlineData("Money: £376.55 of £500.00 left", "金额：剩余 £376.55，共 £500.00")]
    [InlineData("Coins: 1 of 5,000 left, counted from", "剩余 1，共 5,000")]
    [InlineData("Times: 0 of 1,000 left", "次数：剩余 0，共 1,000")]
    [InlineData("Budget gone", "预算已用完")]
    [InlineData("Not begun", "未开始")]
    [InlineData("10.50%", "10.50%")]
    [InlineData("Winter <b>lights</b>", "冬日<b>灯火</b>")]
    public Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string english, string chinese) =>
        visit.AssertSaysAsync(All, english, chinese, "<b>lights|<b>灯火");

    [Fact]
    public async Task Page_LeadsToTheRules_AndToTheNextCampaigns()
    {
        var html = WebUtility.HtmlDecode(await visit.ReadAsync(All + "?program=..%2Fother"));
        Assert.Contains("/portal/rules/main/1\"", html, StringComparison.Ordinal);
        Assert.Contains(All + "?program=main&after=more", html, StringComparison.Ordinal);
    }
}

using Federation.Programs.V1;

namespace Federation.Web.Tests;

/// <summary>The wallet's referrals: what both sides get, the code, who came by it, and somebody else's code.</summary>
public sealed class InvitePagesTests
{
    private const string Path = "/invite";
    private const string Program = "partners/aster/programs/main";
    private const string UseForm = "use-partners-aster-programs-main";
    private const string CodeForm = "code-of-partners-aster-programs-main";

    [Theory]
    [InlineData("Thanks for <b>bringing</b>: 200 coins.", "推荐有礼:200 积分。")]
    [InlineData("Welcome: 100 coins.", "新会员礼:100 积分。")]
    [InlineData("for £100.00 or more in one order", "新会员单笔购买满 £100.00")]
    [InlineData("within 90 days of giving the code", "须在填写推荐码后 90 天内下单")]
    [InlineData("It counts 14 days after", "商品交付 14 天后计入")]
    [InlineData("once you have bought something here yourself", "您需先在该品牌消费")]
    [InlineData("It must be placed by 9\u00A0Mar 2012", "须在 2012\u00A0年\u00A03\u00A0月\u00A09\u00A0日")]
    [InlineData("Each pound counts: 280 coins", "每镑都算")]
    [InlineData("The reward is on its way.", "奖励即将发放。")]
    [InlineData("in a circle", "循环填写")]
    public async Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string english, string chinese)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        await visit.AssertSaysAsync(Path, english, chinese, "<b>bringing|<b>Tea");
    }

    [Fact]
    public async Task Code_IsMadeOnRequest_AndShownInTheAnswer()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var html = await visit.ReadAsync(Path);
        Assert.DoesNotContain(FakeAlliance.ReferralCode, html, StringComparison.Ordinal);
        var fields = Visit.FormOf(html, CodeForm);
        using var answer = await visit.PostAsync(Path, fields);
        Assert.Contains(FakeAlliance.ReferralCode, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var sent = Assert.IsType<CreateReferralCodeRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal((Program, "members/me", fields["request_id"]), (sent.Program, sent.Member, sent.RequestId));
    }

    /// <summary>What was typed stays after a refusal; once a code was taken there is no form any more.</summary>
    [Fact]
    public async Task GivenCode_IsSentAsTyped_AndOnceTakenIsNotAskedForAgain()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FormOf(await visit.ReadAsync(Path), UseForm);

        fields["code"] = " ";
        using var empty = await visit.PostAsync(Path, fields);
        Assert.Contains("Type the code that you were given.", await empty.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.Empty(all.Alliance.Commands);

        fields["code"] = "0000<b>";
        using var refused = await visit.PostAsync(Path, fields);
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Contains("Nobody has this code.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("0000<b>", html, StringComparison.Ordinal);
        var again = Visit.FormOf(html, UseForm);
        Assert.Equal("0000<b>", again["code"]);
        Assert.NotEqual(fields["request_id"], again["request_id"]);

        again["code"] = FakeAlliance.ReferralCode;
        foreach (var _ in new[] { 1, 2 })
        {
            using var taken = await visit.PostAsync(Path, again);
            Assert.EndsWith(Path, taken.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        var after = await visit.ReadAsync(Path);
        Assert.Contains("The code you gave", after, StringComparison.Ordinal);
        Assert.DoesNotContain(UseForm, after, StringComparison.Ordinal);
        Assert.All(all.Alliance.Commands.Cast<UseReferralCodeRequest>().TakeLast(2), s => Assert.Equal(
            (Program, "members/me", FakeAlliance.ReferralCode, again["request_id"]),
            (s.Program, s.Member, s.Code, s.RequestId)));
    }

    [Fact]
    public async Task Brand_ThatOffersNoneAnyMore_ShowsWhatThereWas()
    {
        await using var all = await Surroundings.StartAsync();
        all.Alliance.HasReferrals = false;
        using var visit = await all.SignedInAsync();
        var html = await visit.ReadAsync(Path);
        Assert.Contains("rewards no new invitations now", html, StringComparison.Ordinal);
        Assert.Contains("Who came by your code", html, StringComparison.Ordinal);
        Assert.DoesNotContain(CodeForm, html, StringComparison.Ordinal);
        all.Alliance.HasProgram = false;
        Assert.Contains("No brand of yours rewards", await visit.ReadAsync(Path), StringComparison.Ordinal);
    }
}

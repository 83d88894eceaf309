using System.Net;
using Federation.Errors.V1;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>The wallet's rewards: what the member can have, what it costs, and what was had.</summary>
public sealed class RewardPagesTests
{
    private const string Cup = "/rewards/aster/cup";
    private const string Redemption = "/redemptions/aster/" + FakeAlliance.Id;

    [Theory]
    [InlineData("/rewards", "You can have these now", "现在可以兑换")]
    [InlineData("/rewards", "A <b>cup</b>", "马克杯")]
    [InlineData("/rewards", "7 are left.", "还剩 7 份。")]
    [InlineData("/rewards", "Your level: silver.", "您的等级：silver。")]
    [InlineData("/rewards", "The brand has paused it.", "品牌已暂停兑换。")]
    [InlineData("/rewards", "It opens for you on 20\u00A0Dec 2011, 09:00.", "将于 2011\u00A0年\u00A012\u00A0月")]
    [InlineData("/rewards", "It is for other levels alone.", "仅限其他等级的会员。")]
    [InlineData("/rewards", "You have redeemed it as often as you may for now.", "您目前已达兑换次数上限。")]
    [InlineData("/rewards", "None is left.", "已兑完。")]
    [InlineData("/rewards", "You need 94\u00A0ASTER more.", "还差 94\u00A0ASTER。")]
    [InlineData(Cup, "Of stone.\nHolds <script>alert(2)</script> tea.", "石制。")]
    [InlineData(Cup, "106\u00A0ASTER", "106\u00A0ASTER")]
    [InlineData(Cup, "Until the brand has handed it over, it can cancel it for you", "在品牌交付之前")]
    [InlineData("/rewards/aster/evening", "You cannot have it now", "现在还不能兑换")]
    [InlineData("/rewards/aster/none", "This reward is not offered", "没有这项奖励")]
    [InlineData("/redemptions", "A <i>film</i>", "一部电影")]
    [InlineData(Redemption, "FILM-<b>7</b>-ABCD", "FILM-<b>7</b>-ABCD")]
    [InlineData(Redemption, "Priority <u>repair</u>", "优先维修")]
    [InlineData(Redemption, "coupons/" + FakeAlliance.Id, "您的优惠券")]
    public async Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string path, string english, string chinese)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        await visit.AssertSaysAsync(path, english, chinese, "<script>alert|<b>(cup|7)|<i>film|<u>repair");
    }

    [Fact]
    public async Task Catalogue_IsFiltered_ByWhatIsPossible_AndByBrand()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var now = await visit.ReadAsync("/rewards?show=now");
        Assert.Contains(Cup, now, StringComparison.Ordinal);
        Assert.DoesNotContain("/rewards/aster/evening", now, StringComparison.Ordinal);
        Assert.DoesNotContain(Cup, await visit.ReadAsync("/rewards?brand=birch"), StringComparison.Ordinal);
        Assert.Contains(Cup, await visit.ReadAsync("/rewards?brand=aster"), StringComparison.Ordinal);
        all.Alliance.IsCupGone = true;
        Assert.Contains(
            "There is nothing that you can have now", await visit.ReadAsync("/rewards?show=now"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_WithoutRewards_SayWhatWouldBeThere()
    {
        await using var all = await Surroundings.StartAsync();
        all.Alliance.HasRewards = false;
        using var visit = await all.SignedInAsync();
        Assert.Contains("There are no rewards here", await visit.ReadAsync("/rewards"), StringComparison.Ordinal);
        Assert.Contains(
            "You have redeemed nothing yet", await visit.ReadAsync("/redemptions"), StringComparison.Ordinal);
    }

    /// <summary>With the price that was shown; the answer is the redemption's page, which no cache keeps.</summary>
    [Fact]
    public async Task Reward_IsRedeemed_AtThePriceThatWasShown()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync(Cup));
        all.Alliance.CupUnits = 350;

        using var done = await visit.PostAsync(Cup, fields);

        Assert.EndsWith(Redemption, done.Headers.Location!.ToString(), StringComparison.Ordinal);
        var sent = Assert.IsType<RedeemRewardRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(
            ("partners/aster/rewards/cup", "members/me", 300, fields["request_id"]),
            (sent.Reward, sent.Member, sent.PriceUnits, sent.RequestId));
        using var page = await visit.GetAsync(Redemption);
        Assert.True(page.Headers.CacheControl is { NoStore: true });
    }

    /// <summary>The second time the limit is reached by the first: the same command is sent all the same.</summary>
    [Fact]
    public async Task Form_SentTwice_SendsTheSameCommand()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync(Cup));
        using var first = await visit.PostAsync(Cup, fields);
        all.Alliance.IsCupGone = true;
        using var second = await visit.PostAsync(Cup, fields);
        all.Alliance.HasRewards = false;
        using var third = await visit.PostAsync(Cup, fields);
        foreach (var answer in new[] { first, second, third })
            Assert.EndsWith(Redemption, answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Single(all.Alliance.Commands.Cast<RedeemRewardRequest>().Select(c => c.RequestId).Distinct());
    }

    /// <summary>The member reads that it is being checked and until when; its right has not begun.</summary>
    [Fact]
    public async Task Redemption_ThatIsHeld_SaysUntilWhen()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var one = all.Alliance.Redeemed;
        (one.State, one.Code, one.FulfilTime) = (RedemptionState.Held, "", null);
        one.Hold = new RedemptionHold { ExpireTime = new() { Seconds = 1_800_000_000 } };
        one.Right = new GrantedRight { Title = new() { En = "Repair first" } };
        var page = await visit.ReadAsync(Redemption);
        Assert.Contains("This redemption is being checked, until ", page, StringComparison.Ordinal);
        Assert.Contains("2027", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Repair first", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-300")]
    [InlineData("x")]
    public async Task Form_WithoutThePrice_RedeemsNothing(string price)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync(Cup));
        fields["price"] = price;
        using var answer = await visit.PostAsync(Cup, fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(all.Alliance.Commands);
    }

    /// <summary>After a refusal the form stands for the new price, and is a new command; where nobody answered it is
    /// the same one.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Form_AfterTrouble_AsksForTheSameOnlyIfNobodyAnswered(bool answered)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync(Cup));
        all.Alliance.CupUnits = 350;
        all.Alliance.Refusal = method => method != "RedeemReward" ? null : answered
            ? FakeAlliance.Refuse(ErrorReason.RewardPriceChanged, StatusCode.FailedPrecondition, "It costs more now.")
            : new RpcException(new Status(StatusCode.DeadlineExceeded, ""));
        using var answer = await visit.PostAsync(Cup, fields);
        var html = await answer.Content.ReadAsStringAsync();
        var again = Visit.FieldsOf(html);
        Assert.Equal(answered ? "350" : "300", again["price"]);
        Assert.Equal(!answered, fields["request_id"] == again["request_id"]);
        Assert.Equal(answered, html.Contains("It costs more now.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/redemptions/aster/..%2F..%2Fbirch%2Fredemptions%2F1")]
    [InlineData("/redemptions/%3Cscript%3E/1")]
    public async Task Redemption_OfAnAddressThatIsNone_IsRefused(string path)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var html = await visit.ReadAsync(path);
        Assert.Contains("There is no such redemption.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }
}

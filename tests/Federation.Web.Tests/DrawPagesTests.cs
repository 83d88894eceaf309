using System.Net;
using Federation.Errors.V1;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>The wallet's draws: what they cost, who has won, and what shows it.</summary>
public sealed class DrawPagesTests
{
    private const string Open = "/draws/aster/spring";
    private const string Drawn = "/draws/aster/autumn";
    private const string Claim = "/draws/aster/claim";

    [Theory]
    [InlineData("/draws", "You can enter these now", "现在可以参加")]
    [InlineData("/draws", "A <u>spring</u> draw", "春季抽奖")]
    [InlineData("/draws", "Partly provable: no public value", "无公开值，仅部分可验证")]
    [InlineData("/draws", "Cancelled", "已取消")]
    [InlineData(Open, "30\u00A0ASTER a ticket", "每张奖券 30\u00A0ASTER")]
    [InlineData(Open, "You have 2 tickets.", "您有 2 张奖券。")]
    [InlineData(Open, "A <b>bicycle</b>", "自行车")]
    [InlineData(Open, "The <i>lottery</i> of 31 December 2011", "截止之前没有人能知道中奖者")]
    [InlineData(Open + "?tickets=3", "90\u00A0ASTER", "90\u00A0ASTER")]
    [InlineData(Open + "?tickets=4", "Say a whole number from 1 to 3.", "请填写 1 到 3 的整数。")]
    [InlineData(Open + "?tickets=x", "Say a whole number from 1 to 3.", "请填写 1 到 3 的整数。")]
    [InlineData(Open + "?taken=yes", "Your tickets are in the draw", "您的奖券已参加抽奖")]
    [InlineData(Drawn, "You have won: A bell", "您中奖了：车铃")]
    [InlineData(Claim, "Claim “A bell”", "领取“车铃”")]
    [InlineData(Claim, "After that it goes to the next winner.", "逾期将由下一位中奖者领取。")]
    [InlineData(Claim, "Can be claimed", "待领取")]
    [InlineData(Claim + "?claimed=yes", "You have claimed your prize", "您已领取奖品")]
    [InlineData(Drawn, "22222222222222222222222222222222", "22222222222222222222222222222222")]
    [InlineData(Drawn, "7, 1,199", "7, 1,199")]
    [InlineData(Drawn, "whoever knew the secret could have added", "知道秘密的人可能加入了")]
    [InlineData("/draws/aster/late", "Its winners should have been published by now", "早该公布中奖者了")]
    [InlineData("/draws/aster/trip", "The <s>hotel</s> closed.", "品牌已取消抽奖")]
    [InlineData("/draws/aster/none", "There is no such draw", "没有这个抽奖")]
    public async Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string path, string english, string chinese)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        await visit.AssertSaysAsync(path, english, chinese, "<b>bicycle|<u>spring|<i>lottery|<s>hotel");
    }

    [Fact]
    public async Task Draws_WithoutAny_SayWhatWouldBeThere()
    {
        await using var all = await Surroundings.StartAsync();
        all.Alliance.HasRewards = false;
        using var visit = await all.SignedInAsync();
        Assert.Contains("There are no draws here", await visit.ReadAsync("/draws"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tickets_AreTaken_OnceAsked()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        const string path = Open + "?tickets=3";
        var fields = Visit.FieldsOf(await visit.ReadAsync(path));
        using var first = await visit.PostAsync(path, fields);
        // They are the last that the member can have: the second time the same command is sent all the same.
        all.Alliance.TicketsTaken = 5;
        using var second = await visit.PostAsync(path, fields);

        foreach (var answer in new[] { first, second })
            Assert.EndsWith(Open + "?taken=yes", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        var sent = all.Alliance.Commands.Cast<EnterDrawRequest>().ToList();
        Assert.All(sent, s => Assert.Equal(
            ("partners/aster/draws/spring", "members/me", 3, fields["request_id"]),
            (s.Name, s.Member, s.Tickets, s.RequestId)));
        Assert.Contains(
            "as many tickets as a customer can have", await visit.ReadAsync(Open), StringComparison.Ordinal);
    }

    /// <summary>Sent twice, also where the prize is claimed meanwhile: the same command.</summary>
    [Fact]
    public async Task Prize_IsClaimed_ByItsForm()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync(Claim));
        using var first = await visit.PostAsync(Claim, fields);
        using var second = await visit.PostAsync(Claim, fields);
        foreach (var answer in new[] { first, second })
            Assert.EndsWith(Claim + "?claimed=yes", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.All(all.Alliance.Commands.Cast<ClaimPrizeRequest>(), s => Assert.Equal(
            ("partners/aster/draws/claim", "members/me", 2, fields["request_id"]),
            (s.Name, s.Member, s.Place, s.RequestId)));
        Assert.Equal(2, all.Alliance.Commands.Count);
        Assert.Contains("it is in your wallet", await visit.ReadAsync(Claim), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_WithoutANumber_TakesNothing()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync(Open + "?tickets=3"));
        using var answer = await visit.PostAsync(Open, fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(all.Alliance.Commands);
    }

    /// <summary>After a refusal the form is a new command; where nobody answered it is the same one.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Form_AfterTrouble_AsksForTheSameOnlyIfNobodyAnswered(bool answered)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        const string path = Open + "?tickets=3";
        var fields = Visit.FieldsOf(await visit.ReadAsync(path));
        all.Alliance.Refusal = method => method != "EnterDraw" ? null : answered
            ? FakeAlliance.Refuse(
                ErrorReason.InsufficientCoins, StatusCode.FailedPrecondition, "You have too few coins.")
            : new RpcException(new Status(StatusCode.DeadlineExceeded, ""));
        using var answer = await visit.PostAsync(path, fields);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal(!answered, fields["request_id"] == Visit.FieldsOf(html)["request_id"]);
        Assert.Equal(answered, html.Contains("You have too few coins.", StringComparison.Ordinal));
    }
}

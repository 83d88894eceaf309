using System.Net;
using Federation.Accounts.V1;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>What programmes gave, and why; refunds; and leaving a brand.</summary>
public sealed class ProgramPagesTests
{
    [Theory]
    [InlineData("/tiers", "280 more to reach Gold leaf", "再有 280 即可升至 金叶")]
    [InlineData("/tiers", "Silver <b>leaf</b>", "银叶")]
    [InlineData("/tiers", "regular", "regular")]
    [InlineData("/coupons", "Tea for <b>two</b>", "双人下午茶")]
    [InlineData("/coupons", "Autumn <b>gift</b>", "秋日礼券")]
    [InlineData("/coupons", "Good for 14 days once you have it.", "领取后 14 天内有效。")]
    [InlineData("/tiers", "There is no higher level.", "已是最高等级。")]
    [InlineData("/coupons", "Good until 19\u00A0Dec 2011.", "有效期至 2011\u00A0年\u00A012\u00A0月\u00A019\u00A0日。")]
    [InlineData("/coupons", "2 of 3 uses are left.", "共可用 3 次，还剩 2 次。")]
    [InlineData("/refunds", "Aster, until 10\u00A0Dec 2011, 09:00", "紫菀，至 2011\u00A0年\u00A012\u00A0月")]
    [InlineData("/refunds", "+30", "+30")]
    [InlineData("/activity/" + FakeAlliance.Id, "1 for each £1.00 of £280.80 paid", "每 £1.00 得 1 币")]
    [InlineData("/activity/" + FakeAlliance.Id, "All that this order gave", "这笔订单的全部所得")]
    [InlineData("/", "1 for each £1.00 of £280.80 paid", "每 £1.00 得 1 币")]
    [InlineData("/", "Became 100.00\u00A0BIRCH, worth £0.50 there. You gave £0.57.", "付出 £0.57。")]
    [InlineData("/me/brands/aster/unlink", "420\u00A0ASTER", "420\u00A0ASTER")]
    public async Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string path, string english, string chinese)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        await visit.AssertSaysAsync(
            path, english, chinese, "<script>alert|<b>(till|order|Tea|茶|leaf|two|gift)|<i>friends");
    }

    [Fact]
    public async Task Pages_WithoutAnything_SayWhatWouldBeThere()
    {
        await using var all = await Surroundings.StartAsync();
        (all.Alliance.HasProgram, all.Alliance.HasActivity) = (false, false);
        all.Alliance.Wallets.Clear();
        using var visit = await all.SignedInAsync();
        foreach (var (path, said) in new[]
        {
            ("/tiers", "You have no level anywhere yet"), ("/coupons", "You have no coupons"),
            ("/refunds", "Nothing was given back"),
        })
            Assert.Contains(said, await visit.ReadAsync(path), StringComparison.Ordinal);
    }

    /// <summary>Programmes may be away: what they would say is missing then, and nothing else.</summary>
    [Fact]
    public async Task Reasons_ThatNobodyGives_KeepNoPageBack()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        all.Alliance.Refusal = method => method == "BatchGetEvaluations"
            ? new RpcException(new Status(StatusCode.DeadlineExceeded, "")) : null;
        foreach (var path in new[] { "/", "/activity/" + FakeAlliance.Id })
        {
            using var page = await visit.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.DoesNotContain("280.80", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Coupon_ThatMayBeClaimed_IsClaimedByItsForm_AndNoOther()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var page = await visit.ReadAsync("/coupons");
        Assert.Single(page.Split("Take it</button>").Skip(1));

        using var done = await visit.PostAsync("/coupons", Visit.FieldsOf(page));

        Assert.EndsWith("/coupons", done.Headers.Location!.ToString(), StringComparison.Ordinal);
        var sent = Assert.IsType<ClaimCouponRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(("members/me", "autumn"), (sent.Member, sent.Definition));
    }

    [Fact]
    public async Task Brand_IsLeft_AfterItWasSaidWhatFreezes()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        Assert.Contains(
            "href=\"/me/brands/aster/unlink\"", await visit.ReadAsync("/me/brands"), StringComparison.Ordinal);
        const string path = "/me/brands/aster/unlink";
        var asked = await visit.ReadAsync(path);
        Assert.Contains("These coins freeze", asked, StringComparison.Ordinal);
        using var done = await visit.PostAsync(path, Visit.FieldsOf(asked));
        Assert.EndsWith("/me/brands", done.Headers.Location!.ToString(), StringComparison.Ordinal);
        var sent = Assert.IsType<UnlinkMemberRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(("members/me", "partners/aster"), (sent.Name, sent.Partner));
        Assert.Contains("No longer linked", await visit.ReadAsync("/me/brands"), StringComparison.Ordinal);
        Assert.Contains("You are not linked with this brand", await visit.ReadAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/me/brands/none/unlink")]
    [InlineData("/me/brands/%3Cscript%3E/unlink")]
    public async Task Brand_ThatIsNone_CannotBeLeft(string path)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var html = await visit.ReadAsync(path);
        Assert.Contains("You are not linked with this brand", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }
}

using System.Net;
using Federation.Errors.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>What a payment would take: a page that is made from its address alone.</summary>
public sealed class PlanTests
{
    private const string Path = "/pay/plan?shop=birch&amount=";

    [Theory]
    [InlineData("en", "£1.00: 200.00\u00A0BIRCH", "no other choice loses less", "Make a code for it")]
    [InlineData("zh-CN", "收到 £1.00：200.00\u00A0BIRCH", "没有损失更少的选法", "为此生成付款码")]
    public async Task Plan_SaysWhatIsTaken_AndWhatIsLost(string language, params string[] said)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        visit.Cookies["language"] = language;
        var html = WebUtility.HtmlDecode(await visit.ReadAsync(Path + "1"));
        Assert.All(said, text => Assert.Contains(text, html, StringComparison.Ordinal));
        Assert.DoesNotContain("CreateQuote", all.Alliance.Calls.Select(c => c.Method));
        Assert.Empty(all.Alliance.Commands);
    }

    [Fact]
    public async Task Plan_InAnotherOrder_SaysWhatMoreIsLost_AndLeadsBack()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var html = WebUtility.HtmlDecode(await visit.ReadAsync(Path + "3.70"));
        var earlier = "/pay/plan?shop=birch&amount=3.70&order=dune&order=aster";
        Assert.Contains($"href=\"{earlier}\"", html, StringComparison.Ordinal);
        var other = WebUtility.HtmlDecode(await visit.ReadAsync(earlier));
        Assert.Contains("more is lost than has to be", other, StringComparison.Ordinal);
        Assert.Contains("href=\"/pay/plan?shop=birch&amount=3.70\"", other, StringComparison.Ordinal);
        Assert.Contains("your own order is for comparison only", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_WithTooFewCoins_SaysHowManyAreMissing_AndWhereToGetThem()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var html = WebUtility.HtmlDecode(await visit.ReadAsync(Path + "1&without=aster"));
        Assert.Contains("182.72\u00A0BIRCH are missing at", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/pay/plan?shop=birch&amount=1\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/pay/plan?shop=birch&amount=3.74&without=aster\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/me/brands\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Make a code for it", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/pay/plan?shop=birch&amount=x", "href=\"#amount\"")]
    [InlineData("/pay/plan?shop=none&amount=1", "href=\"#shop\"")]
    public async Task Plan_OfAWrongForm_SaysWhatIsWrong(string path, string problem)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        Assert.Contains(problem, await visit.ReadAsync(path), StringComparison.Ordinal);
        Assert.DoesNotContain("PreviewPay", all.Alliance.Calls.Select(c => c.Method));
    }

    [Fact]
    public async Task Plan_Refused_KeepsItsForm()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        all.Alliance.Refusal = method => method == "PreviewPay"
            ? FakeAlliance.Refuse(ErrorReason.PartnerSuspended, StatusCode.FailedPrecondition, "It is suspended.")
            : null;
        var html = await visit.ReadAsync(Path + "1");
        Assert.Contains("It is suspended.", html, StringComparison.Ordinal);
        Assert.Contains("name=\"amount\"", html, StringComparison.Ordinal);
    }

    /// <summary>The form of a plan is one of the page of pay codes.</summary>
    [Fact]
    public async Task Plan_BecomesACode()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        using var made = await visit.PostAsync("/pay", Visit.FieldsOf(await visit.ReadAsync(Path + "3.70")));
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
        var asked = Assert.IsType<Accounts.V1.CreatePayCodeRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(["coins/aster", "coins/dune"], asked.Coins);
        Assert.Equal((37_000L, "partners/birch/merchants/shop"), (asked.MaximumMoney.Units, asked.Merchant));
    }

    [Theory]
    [InlineData("", "", "", "")]
    [InlineData("aster,aster,none", "dune,aster", "aster", "dune")]
    [InlineData("", "dune,dune,aster", "", "dune,aster")]
    public void Wishes_AreReadFromAnyAddress(string without, string order, string left, string kept)
    {
        var wishes = PayWishes.Read(without.Split(','), order.Split(','), ["aster", "dune"]);
        Assert.Equal((left, kept), (string.Join(',', wishes.Without), string.Join(',', wishes.Order)));
    }

    [Fact]
    public void Wishes_AreChanged_OneAtATime()
    {
        var wishes = PayWishes.None.Earlier(1, ["a", "b"], ["a", "b", "c"]);
        Assert.Equal("&order=b&order=a&order=c", wishes.ToQuery());
        Assert.Equal("&without=a&order=b&order=c", wishes.LeavingOut("a").ToQuery());
        Assert.Equal("&order=b&order=c&order=a", wishes.LeavingOut("a").Taking("a").ToQuery());
    }
}

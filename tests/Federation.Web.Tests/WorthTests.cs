using System.Net;
using Federation.Design;

namespace Federation.Web.Tests;

/// <summary>What coins are worth where, as the exchange says it.</summary>
public sealed class WorthTests
{
    [Theory]
    [InlineData("en", "£3.65", "90% of its worth arrives.", "These coins are frozen.", "since 1\u00A0Dec 2010")]
    [InlineData("zh-CN", "£3.65", "到账 90%。", "这些币已被冻结。", "2010\u00A0年\u00A012\u00A0月\u00A01\u00A0日")]
    public async Task Page_SaysWhatArrives_WhoKeepsTheRest_AndWhyNot(string language, params string[] said)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        visit.Cookies["language"] = language;
        var html = WebUtility.HtmlDecode(await visit.ReadAsync("/worth?shop=birch"));
        Assert.All(said, text => Assert.Contains(text, html, StringComparison.Ordinal));
        // All that arrives at the chosen shop, as the exchange adds it up.
        Assert.Contains("£3.74", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAShopThatIsNone_ShowsAnother_AndNothingOfTheAddress()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        foreach (var path in new[] { "/worth", "/worth?shop=%22%3E%3Cimg%3E", "/worth?from=zzz" })
        {
            var html = await visit.ReadAsync(path);
            Assert.Contains("of its worth arrives", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Page_WithoutRates_OrCoins_SaysWhatWouldBeThere()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        all.Alliance.HasBoard = false;
        Assert.Contains("There are no rates just now", await visit.ReadAsync("/worth"), StringComparison.Ordinal);
        all.Alliance.HasBoard = true;
        all.Alliance.Wallets.Clear();
        Assert.Contains("href=\"/me/brands\"", await visit.ReadAsync("/worth"), StringComparison.Ordinal);
    }

    /// <summary>A shop takes its own coins by number, also while no board says what they are worth.</summary>
    [Fact]
    public async Task Page_OfAShopWhoseCoinHasNoRate_SaysHowManyItTakes()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        all.Alliance.IsDuneOnBoard = false;
        foreach (var path in new[] { "/worth?shop=dune", "/?shop=dune" })
            Assert.Contains("taken as they are", await visit.ReadAsync(path), StringComparison.Ordinal);
        Assert.Contains(
            "There is no rate for them here.", await visit.ReadAsync("/worth?shop=birch"), StringComparison.Ordinal);
    }

    /// <summary>A page of the wallet is light on a phone's line, also where it shows most.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData("/worth")]
    [InlineData("/pay")]
    [InlineData("/pay/plan?shop=birch&amount=3.70")]
    public async Task Page_IsLight(string path)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var cookies = string.Join("; ", visit.Cookies.Select(c => $"{c.Key}={c.Value}"));
        using var page = await all.Web.GetAsync(path, ("Accept-Encoding", "br"), ("Cookie", cookies));
        Assert.Equal("br", page.Content.Headers.ContentEncoding.Single());
        Assert.InRange((await page.Content.ReadAsByteArrayAsync()).Length, 1000, 8000);
    }

    [Theory]
    [InlineData("Aster", "Aster")]
    [InlineData("紫菀", "紫菀")]
    [InlineData("ورد", "\u2068ورد\u2069")]
    [InlineData("a\u202Egnp.exe", "agnp.exe")]
    [InlineData("\u2069\u2066Dune\n", "Dune")]
    public void Names_DoNotTurnTheirSentencesRound(string name, string shown) =>
        Assert.Equal(shown, Isolated.Of(name));

    [Fact]
    public void Lines_StayApart_EachByItself() => Assert.Equal(
        "First\n\u2068\u05E9\u2069\n\nlast", Isolated.Lines("First\u202E\r\n\u05E9\n\nlast"));

    [Theory]
    [InlineData("4.5", 4, 45_000)]
    [InlineData("4.50", 0, 0)]
    [InlineData("4.501", 4, 0)]
    [InlineData("1000000000000000", 9, 0)]
    [InlineData("1000000", 9, 1_000_000_000_000_000)]
    public void Money_IsReadFromDigits(string text, int scale, long units) =>
        Assert.Equal((units > 0, units), (SettlementMoney.TryRead(text, scale, out var read), units > 0 ? read : 0));
}

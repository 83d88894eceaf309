using Bunit;

namespace Federation.Design.Tests;

/// <summary>What pieces say, in both languages, and that what they are given stays text.</summary>
public sealed class PiecesTests : Shown
{
    private static readonly DateOnly Today = new(2011, 12, 9);

    [Theory]
    [InlineData(Language.English, "Your coins are worth", "at the shops that gave them, as of 9\u00A0Dec 2011")]
    [InlineData(Language.Chinese, "您的币现值", "按各发行商家计，截至 2011\u00A0年\u00A012\u00A0月\u00A09\u00A0日")]
    public void Worth_SaysAtWhichShops(Language language, string heading, string note)
    {
        var worth = Show<Worth>(language, p => p.Add(w => w.Sum, new MoneyAmount(978, 2, "GBP"))
            .Add(w => w.AsOf, Today).Add(w => w.Parts, [new("cedar", 562), new("aster", 416)]));
        Assert.Equal(heading, worth.Find("h1").TextContent);
        Assert.Equal("£9.78", worth.Find(".figure").TextContent);
        Assert.Equal(note, worth.Find(".note").TextContent);
        Assert.Equal(2, worth.FindAll("rect").Count);
    }

    [Theory]
    [InlineData(0, "Expires today")]
    [InlineData(1, "Expires in 1 day")]
    [InlineData(5, "Expires in 5 days")]
    public void ExpiryStub_CountsDays(int days, string heading)
    {
        var stub = Show<ExpiryStub>(Language.English, p => p.Add(s => s.Amount, new CoinAmount(55, 0, "CEDAR"))
            .Add(s => s.Value, new MoneyAmount(110, 2, "GBP")).Add(s => s.On, Today.AddDays(days))
            .Add(s => s.Today, Today).Add(s => s.SpendHref, "/a").Add(s => s.ConvertHref, "/b")
            .Add(s => s.GiveHref, "/c"));
        Assert.Equal(heading, stub.Find("h2").TextContent);
        Assert.Equal(["/a", "/b", "/c"], stub.FindAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void PayCode_ThatHasRunOut_IsNotShown()
    {
        var code = ShowCode(0);
        Assert.DoesNotContain("7KQM", code.Markup, StringComparison.Ordinal);
        Assert.Empty(code.FindAll(".qr"));
        Assert.Contains("This code has run out. Make a new one.", code.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void PayCode_IsSpokenInGroups_AndSaysItsTime()
    {
        var code = ShowCode(102);
        Assert.Equal(["7KQM", "2XDN", "R4TV", "9HCA"], code.FindAll(".spoken span").Select(s => s.TextContent));
        Assert.Equal("102 seconds left", code.Find("[role=timer]").GetAttribute("aria-label"));
        Assert.Equal("1:42", code.Find("[role=timer]").TextContent);
        Assert.Contains("Good until 14:32:10.", code.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(code.Find(".qr path").GetAttribute("d")!);
    }

    [Fact]
    public void ErrorSummary_LeadsToTheFields_WhichSayTheSame()
    {
        var summary = Show<ErrorSummary>(Language.Chinese, p => p.Add(
            s => s.Problems, [new FieldProblem("coins", Hostile)]));
        Assert.Equal("#coins", summary.Find("a").GetAttribute("href"));
        Assert.Equal("有问题需要处理", summary.Find("h2").TextContent);
        AssertEncoded(summary);

        var field = Show<Field>(Language.English, p => p.Add(f => f.Id, "coins").Add(f => f.Label, "Coins")
            .Add(f => f.Hint, "As many").Add(f => f.Problem, "Enter fewer").Add(f => f.Value, Hostile));
        var input = field.Find("input");
        Assert.Equal("coins-hint coins-problem", input.GetAttribute("aria-describedby"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal(Hostile, input.GetAttribute("value"));
        AssertEncoded(field);
    }

    [Fact]
    public void ErrorSummary_WithoutProblems_IsNotThere() =>
        Assert.Equal("", Show<ErrorSummary>(Language.English, p => p.Add(s => s.Problems, [])).Markup.Trim());

    [Theory]
    [InlineData(true, null, "another person must approve it", 0)]
    [InlineData(false, null, "may not be Ada", 1)]
    [InlineData(false, "Ben", "Ben approved it, today.", 0)]
    public void FourEyes_ShowsTheButtonsToAnotherPersonAlone(bool isMine, string? by, string said, int buttons)
    {
        var eyes = Show<FourEyes>(Language.English, p => p.Add(e => e.Title, "Publish").Add(e => e.AskedBy, "Ada")
            .Add(e => e.AskedAt, "yesterday").Add(e => e.Reason, Hostile).Add(e => e.IsMine, isMine)
            .Add(e => e.ApprovedBy, by).Add(e => e.ApprovedAt, by is null ? null : "today")
            .AddChildContent("<button>Approve</button>"));
        Assert.Contains(said, eyes.Find("section").TextContent, StringComparison.Ordinal);
        Assert.Equal(buttons, eyes.FindAll("button").Count);
        AssertEncoded(eyes);
    }

    [Fact]
    public void FourEyes_WithoutAReason_SaysNone() => Assert.DoesNotContain("Reason", Show<FourEyes>(
        Language.English, p => p.Add(e => e.Title, "Publish").Add(e => e.AskedBy, "Ada").Add(e => e.AskedAt, "today"))
        .Markup, StringComparison.Ordinal);

    /// <summary>A window on a matrix has other coins at its top than at its side.</summary>
    [Fact]
    public void Matrix_WithColumns_ShowsThose()
    {
        var matrix = Show<Matrix>(Language.English, p => p.Add(m => m.Caption, "Rates").Add(m => m.Low, 84)
            .Add(m => m.High, 92).Add(m => m.Coins, [new("a", "A"), new("b", Hostile)])
            .Add(m => m.Columns, [new("c", "C")])
            .Add(m => m.Of, (from, to) => new MatrixCell($"{from}{to}", "90%", 3)));
        Assert.Equal(2, matrix.FindAll("thead th").Count);
        Assert.Equal(["ac", "bc"], matrix.FindAll("td b").Select(b => b.TextContent));
        AssertEncoded(matrix);
    }

    [Fact]
    public void Table_IsSortedByLinks()
    {
        var table = Show<Table<string>>(Language.English, p => p.Add(t => t.Caption, Hostile)
            .Add(t => t.Columns, [new("Brand", Sort: "brand"), new("Amount", true, "amount"), new("State")])
            .Add(t => t.Rows, [Hostile]).Add(t => t.SortedBy, "amount").Add(t => t.IsDescending, true)
            .Add(t => t.SortHref, (column, up) => $"?sort={column}{(up ? "" : "-down")}")
            .Add(t => t.Row, row => builder => builder.AddContent(0, row)).Add(t => t.LaterHref, "?after=7"));
        var heads = table.FindAll("thead th");
        Assert.Equal([null, "descending", null], heads.Select(h => h.GetAttribute("aria-sort")));
        Assert.Equal(["?sort=brand", "?sort=amount"], table.FindAll("thead a").Select(a => a.GetAttribute("href")));
        Assert.Contains("largest first", heads[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("?after=7", table.Find("a[rel=next]").GetAttribute("href"));
        AssertEncoded(table);
    }

    [Fact]
    public void Kept_SaysWhoKeepsWhat_InWholeSentences()
    {
        var kept = Show<Kept>(Language.Chinese, p => p.Add(k => k.Coin, "aster")
            .Add(k => k.From, new CoinAmount(406, 0, "ASTER")).Add(k => k.To, new CoinAmount(723, 0, "BIRCH"))
            .Add(k => k.Arrives, new MoneyAmount(362, 2, "GBP")).Add(k => k.Of, new MoneyAmount(406, 2, "GBP"))
            .Add(k => k.Percent, 89).Add(k => k.Keep, [new("紫菀", "10%"), new(Hostile, "1%")]));
        Assert.StartsWith("到账 89%。紫菀留 10%。", kept.Find("p").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("267", kept.Find("rect.bar").GetAttribute("width"));
        AssertEncoded(kept);
    }

    [Fact]
    public void KeptMatrix_SaysWhatArrives_WhereItIsTheShopsOwn_AndWhyNot()
    {
        var cells = new Dictionary<(string, string), KeptCell>
        {
            [("aster", "aster")] = new("£4.06", 100, IsOwn: true),
            [("aster", "birch")] = new("£3.62", 89),
            [("birch", "aster")] = new("", 0, WhyNot: Hostile),
        };
        var matrix = Show<KeptMatrix>(Language.English, p => p.Add(m => m.Caption, Hostile)
            .Add(m => m.Coins, [new("aster", "Aster"), new("birch", Hostile)])
            .Add(m => m.Shops, [new("aster", "Aster"), new("birch", Hostile)])
            .Add(m => m.Of, (coin, shop) => cells.GetValueOrDefault((coin, shop)))
            .Add(m => m.ShopHref, shop => "?shop=" + shop));
        Assert.Equal(
            ["£4.06 own shop", "£3.62 89%", Hostile, "not taken"],
            matrix.FindAll("td").Select(c => string.Join(' ', c.TextContent.Split((char[]?)null,
                StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal(["?shop=aster", "?shop=birch"], matrix.FindAll("thead a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["300", "267"], matrix.FindAll("rect.bar").Select(r => r.GetAttribute("width")));
        AssertEncoded(matrix);
    }

    [Theory]
    [InlineData(720, 280, "gold", "280 more to reach gold", "216")]
    [InlineData(0, 280, "gold", "280 more to reach gold", "0")]
    [InlineData(long.MaxValue / 2, long.MaxValue / 2, "gold", "4,611,686,018,427,387,903 more to reach gold", "150")]
    [InlineData(12, 0, "", "There is no higher level.", null)]
    public void Progress_IsABarWithWords(long counted, long missing, string next, string said, string? width)
    {
        var progress = Show<Progress>(Language.English, p => p.Add(x => x.Level, Hostile).Add(x => x.Next, next)
            .Add(x => x.Counted, counted).Add(x => x.Missing, missing).Add(x => x.CountsUntil, Today));
        Assert.Contains(said, progress.Markup, StringComparison.Ordinal);
        Assert.Equal(width, progress.FindAll("rect.bar").SingleOrDefault()?.GetAttribute("width"));
        AssertEncoded(progress);
    }

    [Theory]
    [InlineData(SayKind.Note, "Note")]
    [InlineData(SayKind.Success, "Done")]
    [InlineData(SayKind.Warning, "Warning")]
    [InlineData(SayKind.Problem, "Problem")]
    public void Say_IsAWord_NotAColourAlone(SayKind kind, string word)
    {
        var said = Show<Say>(Language.English, p => p.Add(s => s.Kind, kind).Add(s => s.Title, Hostile));
        Assert.Equal(word, said.Find(".unseen").TextContent);
        AssertEncoded(said);
    }

    [Fact]
    public void Page_HasLanguageThemeAndErrorInItsHead()
    {
        var page = Render<Page>(p => p.AddCascadingValue(new Look(Language.Chinese, Theme.Dark, "/"))
            .Add(x => x.Title, Hostile).Add(x => x.HasErrors, true).AddChildContent("<main id=\"main\"></main>"));
        Assert.Contains("<html lang=\"zh-CN\" data-theme=\"dark\">", page.Markup, StringComparison.Ordinal);
        Assert.Contains("<title>错误：", page.Markup, StringComparison.Ordinal);
        Assert.Contains("href=\"#main\">跳到正文", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void PayCode_IsHeardOf_WhileItIsGood()
    {
        var code = ShowCode(102);
        Assert.Equal("/live", code.Find("[data-live]").GetAttribute("data-live"));
        Assert.Equal("Has it been used?", code.Find("a[href='/check']").TextContent);
        Assert.Empty(ShowCode(0).FindAll("[data-live], a"));
    }

    private IRenderedComponent<PayCode> ShowCode(int seconds) =>
        Show<PayCode>(Language.English, p => p.Add(c => c.Coins, ["cedar"]).Add(c => c.Code, "7KQM2XDNR4TV9HCA")
            .Add(c => c.AtMost, "100 CEDAR").Add(c => c.LiveHref, "/live").Add(c => c.CheckHref, "/check")
            .Add(c => c.SecondsLeft, seconds)
            .Add(c => c.GoodUntil, new TimeOnly(14, 32, 10)));
}

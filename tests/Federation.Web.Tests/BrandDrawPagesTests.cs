using System.Net;
using Federation.Gateway.V1;
using Federation.Rewards.V1;

namespace Federation.Web.Tests;

/// <summary>The portal's draws: how they are made, and their way to the winners.</summary>
public sealed class BrandDrawPagesTests : IAsyncLifetime
{
    private const string New = "/portal/new-draw";
    private Surroundings all = null!;
    private Visit visit = null!;

    public async ValueTask InitializeAsync()
    {
        all = await Surroundings.StartAsync();
        all.Authority.Role = "partner-admin";
        visit = await all.SignedInAsync();
    }

    public async ValueTask DisposeAsync()
    {
        visit.Dispose();
        await all.DisposeAsync();
    }

    [Theory]
    [InlineData("/portal/draws", "A <u>spring</u> draw", "春季抽奖")]
    [InlineData("/portal/draws", "Partly provable: no public value", "无公开值，仅部分可验证")]
    [InlineData("/portal/draws/spring", "each ticket is refunded", "并退还每张奖券")]
    [InlineData("/portal/draws/due", "publishes their root", "公布其根")]
    [InlineData("/portal/draws/late", "The <i>lottery</i> of 31 December 2011", "由两个人各自从来源读取公开值")]
    [InlineData("/portal/draws/late", "Its winners should have been published by now", "早该公布中奖者了")]
    [InlineData("/portal/draws/autumn", "A <b>bicycle</b>", "自行车")]
    [InlineData("/portal/draws/trip", "The <s>hotel</s> closed.", "品牌已取消抽奖")]
    [InlineData(New, "Nothing of a draw changes once it is made", "抽奖建立后任何内容都不能更改")]
    public Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string path, string english, string chinese) =>
        visit.AssertSaysAsync(path, english, chinese, "<u>spring|<i>lottery|<b>bicycle|<s>hotel");

    /// <summary>What waits for a second person, and what is overdue, is on the first page and leads to its
    /// draw.</summary>
    [Theory]
    [InlineData(TaskKind.DrawReveal, "partners/aster/users/mia", "Public value of a draw to confirm", "待确认的抽奖公开值")]
    [InlineData(TaskKind.DrawOverdue, "", "Overdue winners of a draw", "逾期未公布的抽奖结果")]
    public async Task Home_NamesDrawsThatWait(TaskKind kind, string asker, string english, string chinese)
    {
        all.Alliance.Tasks.Tasks.Add(
            new WaitingTask { Kind = kind, Name = "partners/aster/draws/late", Asker = asker });
        await visit.AssertSaysAsync("/portal", english, chinese, "<i>lottery");
        Assert.Contains("href=\"/portal/draws/late\"", await visit.ReadAsync("/portal"), StringComparison.Ordinal);
    }

    /// <summary>The last day is whole, in the coin's zone.</summary>
    [Fact]
    public async Task Draw_IsMadeFromTheForm()
    {
        var fields = Filled(Visit.FieldsOf(await visit.ReadAsync(New)));
        using var done = await visit.PostAsync(New, fields);

        Assert.EndsWith("/portal/draws/bikes", done.Headers.Location!.ToString(), StringComparison.Ordinal);
        var sent = Assert.IsType<CreateDrawRequest>(Assert.Single(all.Alliance.Commands));
        var terms = sent.Terms;
        Assert.Equal(("partners/aster", "bikes"), (sent.Parent, sent.DrawId));
        Assert.Equal(
            ("Bikes", "coins/aster", 30L, 5, 1, "The lottery of 31 December 2011"),
            (terms.Title.En, terms.Coin, terms.PriceUnits, terms.TicketsPerMember, terms.WinsPerHolder,
                terms.PublicValueName));
        Assert.Equal(
            [(1, "A bicycle", "自行车"), (20, "A bell", ""), (3, "", "车灯")],
            terms.Prizes.Select(p => (p.Count, p.Title.En, p.Title.ZhCn)));
        Assert.Equal(TimeSpan.FromDays(22), terms.CloseTime.ToDateTimeOffset() - terms.OpenTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Draw_ThatCostsNothing_HasNoCoin()
    {
        var fields = Filled(Visit.FieldsOf(await visit.ReadAsync(New)));
        fields["price"] = "0";
        using var done = await visit.PostAsync(New, fields);
        var terms = Assert.IsType<CreateDrawRequest>(Assert.Single(all.Alliance.Commands)).Terms;
        Assert.Equal(("", 0L), (terms.Coin, terms.PriceUnits));
    }

    [Fact]
    public async Task Draw_WithPrizesToClaim_SaysWhatTheyGive()
    {
        var fields = Filled(Visit.FieldsOf(await visit.ReadAsync(New)));
        (fields["claim-days"], fields["claim-rounds"]) = ("7", "3");
        fields["prizes"] = "1 A bicycle\n50 Coins | 币 | 10";
        using var done = await visit.PostAsync(New, fields);
        var terms = Assert.IsType<CreateDrawRequest>(Assert.Single(all.Alliance.Commands)).Terms;
        Assert.Equal((7, 3), (terms.ClaimDays, terms.ClaimRounds));
        Assert.Equal([null, "coins/aster"], terms.Prizes.Select(p => p.Coins?.Coin));
        Assert.Equal(10, terms.Prizes[1].Coins.Units);
    }

    [Theory]
    [InlineData("claim-days", "7", "Say both, or neither.")]
    [InlineData("claim-rounds", "3", "Say both, or neither.")]
    [InlineData("prizes", "2 Coins | 币 | many", "Line 1 does not end with a number of coins.")]
    [InlineData("prizes", "2 Coins || 10", "Coins are given when a prize is claimed")]
    [InlineData("draw", "", "Give the draw an id.")]
    [InlineData("title-en", "", "Give it a title in one language at least.")]
    [InlineData("prizes", "", "Name one prize at least.")]
    [InlineData("prizes", "1 A bicycle\nA bell", "Line 2 does not begin with how many there are")]
    [InlineData("wins", "", "Say a whole number, 1 or more.")]
    [InlineData("amount", "0", "Say a whole number, 1 or more.")]
    [InlineData("price", "-1", "Say an amount such as 1, or 0.")]
    [InlineData("to", "", "Say until which day customers can enter.")]
    [InlineData("from", "tomorrow", "Choose a day.")]
    public async Task Mistake_ComesBack_WithWhatWasTyped(string field, string value, string said)
    {
        var fields = Filled(Visit.FieldsOf(await visit.ReadAsync(New)));
        fields[field] = value;
        using var answer = await visit.PostAsync(New, fields);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains(said, html, StringComparison.Ordinal);
        Assert.Contains("The lottery of 31 December 2011", html, StringComparison.Ordinal);
        Assert.Empty(all.Alliance.Commands);
    }

    /// <summary>Whoever proposed the value cannot draw the winners, and is told so.</summary>
    [Fact]
    public async Task Proposer_IsOfferedNoReveal()
    {
        all.Alliance.DrawProposer = all.Alliance.People[0].Name;
        var html = await visit.ReadAsync("/portal/draws/late");
        Assert.Contains("You have proposed it; another person draws the winners.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("reveal-value", html, StringComparison.Ordinal);
        Assert.Contains("Replace the proposal", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spring", "cancel", "why", "The hotel closed.")]
    [InlineData("due", "close", "", "")]
    [InlineData("late", "propose", "propose-value", "4-8-15")]
    [InlineData("late", "reveal", "reveal-value", "4-8-15")]
    public async Task Step_IsTaken_WithWhatWasTyped(string draw, string form, string field, string value)
    {
        all.Alliance.DrawProposer = "partners/aster/users/ann";
        var path = "/portal/draws/" + draw;
        var html = await visit.ReadAsync(path);
        var fields = Visit.FormOf(html, form);
        if (field.Length > 0)
        {
            using var empty = await visit.PostAsync(path, fields);
            Assert.Equal(HttpStatusCode.OK, empty.StatusCode);
            Assert.Empty(all.Alliance.Commands);
            fields[field] = value;
        }
        using var done = await visit.PostAsync(path, fields);

        Assert.EndsWith(path, done.Headers.Location!.ToString(), StringComparison.Ordinal);
        var name = "partners/aster/draws/" + draw;
        Assert.Equal((name, value), Assert.Single(all.Alliance.Commands) switch
        {
            CancelDrawRequest cancel => (cancel.Name, cancel.Reason),
            CloseDrawRequest close => (close.Name, ""),
            ProposeRevealRequest propose => (propose.Name, propose.PublicValue),
            RevealDrawRequest reveal => (reveal.Name, reveal.PublicValue),
            var other => throw new InvalidOperationException(other.ToString()),
        });
    }

    /// <summary>A value that nobody has proposed cannot be confirmed.</summary>
    [Fact]
    public async Task Reveal_IsOffered_OnceAValueIsProposed()
    {
        const string path = "/portal/draws/late";
        Assert.DoesNotContain("value=\"reveal\"", await visit.ReadAsync(path), StringComparison.Ordinal);
        all.Alliance.DrawProposer = "partners/aster/users/ann";
        var html = await visit.ReadAsync(path);
        Assert.Contains("value=\"reveal\"", html, StringComparison.Ordinal);
        Assert.Contains("another person draws the winners", html, StringComparison.Ordinal);
    }

    /// <summary>Who may only read sees no button.</summary>
    [Fact]
    public async Task Buttons_AreThoseOfTheRole()
    {
        all.Authority.Role = "partner-service";
        all.Authority.Scopes = ["draws.read"];
        using var desk = await all.SignedInAsync();
        foreach (var draw in new[] { "spring", "due", "late" })
            Assert.DoesNotContain(
                "<form method=\"post\" action=\"/portal/draws", await desk.ReadAsync("/portal/draws/" + draw),
                StringComparison.Ordinal);
        Assert.DoesNotContain(New, await desk.ReadAsync("/portal/draws"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draw_OfAnotherBrand_IsNotFound()
    {
        using var answer = await visit.GetAsync("/portal/draws/..%2F..%2Fbirch%2Fdraws%2Fspring");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static Dictionary<string, string> Filled(Dictionary<string, string> fields)
    {
        foreach (var (name, value) in new[]
        {
            ("draw", "bikes"), ("title-en", "Bikes"), ("wins", "1"), ("coin", "aster"), ("price", "30"),
            ("prizes", "1 A bicycle | 自行车\r\n20 A bell\r\n\r\n3 | 车灯"), ("amount", "5"), ("from", "2011-12-10"),
            ("to", "2011-12-31"), ("public", "The lottery of 31 December 2011"),
        })
            fields[name] = value;
        return fields;
    }
}

using System.Net;
using Federation.Errors.V1;
using Federation.Exchange.V1;
using Grpc.Core;

namespace Federation.Web.Tests;

/// <summary>What a member's pages say and do, over an API that answers as the test wants.</summary>
public sealed class WalletPagesTests
{
    /// <summary>Whoever goes on to another page before this one is there is no fault of ours: nothing is logged as an
    /// error.</summary>
    [Fact]
    public async Task Page_WhoseReaderWentOn_IsNoError()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var answered = new ManualResetEventSlim();
        all.Alliance.Refusal = method =>
        {
            if (method == "ListWallets")
            {
                asked.TrySetResult();
                answered.Wait(TimeSpan.FromSeconds(30));
            }
            return null;
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Cookie", string.Join("; ", visit.Cookies.Select(c => $"{c.Key}={c.Value}")));
        using var leaving = new CancellationTokenSource();
        var page = all.Web.Client.SendAsync(request, leaving.Token);
        await asked.Task;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => page);
        // The node learns of it on the line; then it answers others as before, and the log has no error.
        await Task.Delay(500, TestContext.Current.CancellationToken);
        answered.Set();
        Assert.Contains("ASTER", await visit.ReadAsync("/coins/aster"), StringComparison.Ordinal);
    }

    private const string Receipt = "/receipts/" + FakeAlliance.Id;

    [Theory]
    [InlineData("/", "Aster", "紫菀")]
    [InlineData("/coins/aster", "Can be spent", "可用")]
    [InlineData("/coins/birch", "The brand has frozen these coins", "品牌已冻结这些币")]
    [InlineData("/activity", "Earned", "获得")]
    [InlineData("/activity?coin=aster&month=2011-10", "Oct 2011", "2011\u00A0年\u00A010\u00A0月")]
    [InlineData("/activity/" + FakeAlliance.Id, "9\u00A0Dec 2011", "2011\u00A0年\u00A012\u00A0月\u00A09\u00A0日")]
    [InlineData("/pay", "Pay with", "用哪种币付")]
    [InlineData("/convert?from=aster&to=birch&amount=200", "200\u00A0ASTER", "200\u00A0ASTER")]
    [InlineData(Receipt, "Undo the conversion", "撤销兑换")]
    [InlineData("/me", "Sign out", "退出登录")]
    [InlineData("/me/brands", "Make a link code", "生成关联码")]
    [InlineData("/me/consents", "You allow it: tills of other brands", "已同意：认识您的其他品牌收银台")]
    public async Task Page_SaysInBothLanguages_WhatTheAllianceSaid(string path, string english, string chinese)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        foreach (var (language, text) in new[] { ("en", english), ("zh-CN", chinese) })
        {
            visit.Cookies["language"] = language;
            using var page = await visit.GetAsync(path);
            var html = await page.Content.ReadAsStringAsync();
            Assert.True(page.StatusCode == HttpStatusCode.OK, html);
            Assert.Contains(text, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>till", html, StringComparison.Ordinal);
            Assert.True(page.Headers.CacheControl is { Private: true } or { NoStore: true });
        }
    }

    [Fact]
    public async Task Pages_AreForTheSignedInAlone()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = all.Visit();
        foreach (var path in new[]
        {
            "/", "/coins/aster", "/activity", "/pay", "/convert", Receipt, "/me", "/me/brands", "/me/consents",
            "/worth", "/pay/plan", "/pay/codes/x", "/tiers", "/coupons", "/refunds",
            "/me/brands/aster/unlink", "/rewards", "/rewards/aster/cup", "/redemptions", "/redemptions/aster/x",
            "/inbox", "/me/messages", "/me/messages/aster",
        })
        {
            using var page = await visit.GetAsync(path);
            Assert.Equal("/signin?return=" + Uri.EscapeDataString(path), page.Headers.Location!.ToString());
        }
        Assert.Empty(all.Alliance.Calls);
    }

    [Theory]
    [InlineData("cross-site", null, HttpStatusCode.Forbidden)]
    [InlineData("same-site", null, HttpStatusCode.Forbidden)]
    [InlineData("none", null, HttpStatusCode.Forbidden)]
    [InlineData(null, null, HttpStatusCode.Forbidden)]
    [InlineData(null, "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData(null, "null", HttpStatusCode.Forbidden)]
    [InlineData(null, "own", HttpStatusCode.Found)]
    [InlineData("same-origin", null, HttpStatusCode.Found)]
    public async Task Form_FromElsewhere_IsNotTaken(string? site, string? origin, HttpStatusCode status)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync("/pay"));
        fields["coin"] = "aster";
        var own = all.Web.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        using var answer = await visit.PostAsync("/pay", fields, site, origin == "own" ? own : origin);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.Found ? 1 : 0, all.Alliance.Commands.Count);
    }

    /// <summary>The node that made the form is gone: another one takes it, with the same command.</summary>
    [Fact]
    public async Task Form_OfANodeThatIsGone_IsTakenByAnother()
    {
        await using var all = await Surroundings.StartAsync();
        var second = await all.AddNodeAsync();
        using var first = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await first.ReadAsync("/pay"));
        fields["coin"] = "aster";
        using var sent = await first.PostAsync("/pay", fields);
        using var other = all.Visit(second);
        foreach (var cookie in first.Cookies)
            other.Cookies.Add(cookie);
        using var again = await other.PostAsync("/pay", fields);
        Assert.Equal(HttpStatusCode.Found, again.StatusCode);
        Assert.Single(all.Alliance.Commands.Distinct());
        Assert.Equal(2, all.Alliance.Commands.Count);
    }

    [Fact]
    public async Task Form_WithoutItsToken_OrOfAnotherPerson_IsNotTaken()
    {
        await using var all = await Surroundings.StartAsync();
        using var ada = await all.SignedInAsync();
        using var ben = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await ben.ReadAsync("/pay"));
        fields["coin"] = "aster";
        foreach (var path in new[] { "/pay", "/me/brands", "/signout" })
        {
            // The stranger's cookie comes with its token: the token is still of another session.
            ada.Cookies["form"] = ben.Cookies["form"];
            using var others = await ada.PostAsync(path, fields);
            Assert.Equal(HttpStatusCode.BadRequest, others.StatusCode);
            using var none = await ada.PostAsync(path, fields.Where(f => f.Key != "__RequestVerificationToken"));
            Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        }
        Assert.Empty(all.Alliance.Commands);
        Assert.Equal(2, (await all.SessionsAsync()).Count);
    }

    [Fact]
    public async Task Conversion_IsDone_AndUndone_ByFormsThatRedirect()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        const string path = "/convert?from=aster&to=birch&amount=200";
        var asked = await visit.ReadAsync(path);
        // What arrives and what is lost stand before the button.
        Assert.Contains(
            "200\u00A0ASTER become 356.00\u00A0BIRCH", WebUtility.HtmlDecode(asked), StringComparison.Ordinal);
        Assert.Contains("£0.22 of their worth is lost by it", asked, StringComparison.Ordinal);
        using var done = await visit.PostAsync(path, Visit.FieldsOf(asked));
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        Assert.EndsWith(Receipt, done.Headers.Location!.ToString(), StringComparison.Ordinal);
        var sent = Assert.IsType<ConvertRequest>(Assert.Single(all.Alliance.Commands));
        Assert.Equal(("coins/aster", 200L, "coins/birch"), (sent.Pay.Coin, sent.Pay.Units, sent.OtherCoin));
        Assert.Equal("boards/3", sent.ExpectedBoard);

        using var undone = await visit.PostAsync(Receipt, Visit.FieldsOf(await visit.ReadAsync(Receipt)));
        Assert.Contains(
            "The conversion is undone", await undone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.IsType<UndoConvertRequest>(all.Alliance.Commands.Last());
        Assert.DoesNotContain("Undo the conversion", await visit.ReadAsync(Receipt), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conversion_Refused_SaysWhy_AndIsAskedForAnew()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        visit.Cookies["language"] = "zh-CN";
        const string path = "/convert?from=aster&to=birch&amount=200";
        var fields = Visit.FieldsOf(await visit.ReadAsync(path));
        all.Alliance.Refusal = method => method == "Convert"
            ? FakeAlliance.Refuse(ErrorReason.InsufficientCoins, StatusCode.FailedPrecondition, "Too few.", "币不够。")
            : null;
        using var refused = await visit.PostAsync(path, fields);
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Contains("币不够。", html, StringComparison.Ordinal);
        Assert.Contains("INSUFFICIENT_COINS", html, StringComparison.Ordinal);
        Assert.NotEqual(fields["request_id"], Visit.FieldsOf(html)["request_id"]);

        // Whether it was done is not known: the same form is sent again.
        all.Alliance.Refusal = method => method == "Convert"
            ? new RpcException(new Status(StatusCode.DeadlineExceeded, "")) : null;
        using var away = await visit.PostAsync(path, fields);
        Assert.Equal(fields["request_id"], Visit.FieldsOf(await away.Content.ReadAsStringAsync())["request_id"]);
    }

    /// <summary>The way to a new sign-in comes back to the page.</summary>
    [Fact]
    public async Task Consent_OfAnOldSignIn_ShowsTheWayToANewOne()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync("/me/consents"));
        fields["choice"] = "allow";
        all.Alliance.Refusal = method => method == "SetAlliedSpending"
            ? FakeAlliance.Refuse(ErrorReason.SignInNotRecent, StatusCode.PermissionDenied, "Sign in again.", "请重新登录。")
            : null;
        using var refused = await visit.PostAsync("/me/consents", fields);
        var html = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        Assert.Contains("Sign in again.", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/signin?return=%2Fme%2Fconsents&fresh=true\"", html, StringComparison.Ordinal);
        using var way = await visit.GetAsync("/signin?return=%2Fme%2Fconsents&fresh=true");
        Assert.Contains("max_age=300", way.Headers.Location!.Query, StringComparison.Ordinal);
    }

    /// <summary>The page around the form cannot be made: the form is kept, and sent again it is the same
    /// command.</summary>
    [Fact]
    public async Task Form_WhileNobodyAnswers_IsKept()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync("/pay"));
        (fields["coin"], fields["most"]) = ("aster", "12");
        all.Alliance.Refusal = _ => new RpcException(new Status(StatusCode.DeadlineExceeded, ""));
        using var away = await visit.PostAsync("/pay", fields);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        var kept = Visit.FieldsOf(await away.Content.ReadAsStringAsync());
        Assert.Equal(
            fields.OrderBy(f => f.Key, StringComparer.Ordinal), kept.OrderBy(f => f.Key, StringComparer.Ordinal));
        Assert.Empty(all.Alliance.Commands);

        all.Alliance.Refusal = _ => null;
        using var sent = await visit.PostAsync("/pay", kept);
        Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
        Assert.Single(all.Alliance.Commands);
    }

    [Fact]
    public async Task Form_OfSomebodySignedOutMeanwhile_LeadsToTheSignIn()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync("/pay"));
        all.Alliance.Refusal = _ => FakeAlliance.Refuse(ErrorReason.TokenInvalid, StatusCode.Unauthenticated);
        using var ended = await visit.PostAsync("/pay", fields);
        Assert.Equal(HttpStatusCode.Found, ended.StatusCode);
        Assert.EndsWith("/signin?return=%2Fpay", ended.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Empty(await all.SessionsAsync());
    }

    [Fact]
    public async Task Page_Refused_OrNotReachable_SaysSo()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var refused = await visit.ReadAsync("/coins/cedar");
        Assert.Contains("There is no such wallet.", refused, StringComparison.Ordinal);
        Assert.Contains("WALLET_NOT_FOUND", refused, StringComparison.Ordinal);

        all.Alliance.Refusal = _ => new RpcException(new Status(StatusCode.DeadlineExceeded, ""));
        using var away = await visit.GetAsync("/activity");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Contains("href=\"/activity\"", await away.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        all.Alliance.Refusal = _ => new RpcException(new Status(StatusCode.Internal, ""));
        using var failed = await visit.GetAsync("/activity");
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Contains(
            "Something went wrong here", await failed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(all.Log.Errors.Expect("UnhandledException"));
    }

    [Fact]
    public async Task Page_WithoutCoins_SaysHowToGetSome()
    {
        await using var all = await Surroundings.StartAsync();
        all.Alliance.Wallets.Clear();
        using var visit = await all.SignedInAsync();
        foreach (var path in new[] { "/", "/activity", "/pay", "/convert" })
            Assert.Contains("href=\"/me/brands\"", await visit.ReadAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinkCode_IsShownOnce()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        using var made = await visit.PostAsync("/me/brands", Visit.FieldsOf(await visit.ReadAsync("/me/brands")));
        Assert.Contains("LINK-2XDN-R4TV-9HCA", await made.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(made.Headers.CacheControl is { NoStore: true });
        Assert.DoesNotContain("LINK-2XDN", await visit.ReadAsync("/me/brands"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_SaysTheWorthOfAll_RoundedDown_AndNothingWithoutABoard()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        Assert.Contains("£4.15", await visit.ReadAsync("/"), StringComparison.Ordinal);
        all.Alliance.HasBoard = false;
        all.Alliance.HasActivity = false;
        Assert.DoesNotContain("£", await visit.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_IsGivenWithACap_AndEnded()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var aster = all.Alliance.Memberships[0];
        Assert.False(aster.AlliedSpending.Enabled);
        foreach (var (choice, cap, expected) in new[]
            { ("allow", "12", (true, 12)), ("end", "", (false, 0)), ("allow", "", (true, 0)) })
        {
            var fields = Visit.FieldsOf(await visit.ReadAsync("/me/consents"));
            (fields["_handler"], fields["choice"], fields["cap"]) = ("aster", choice, cap);
            using var done = await visit.PostAsync("/me/consents", fields);
            Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
            Assert.Equal(expected, (aster.AlliedSpending.Enabled, (int)aster.AlliedSpending.DailyCapUnits));
        }
    }

    [Fact]
    public async Task Consent_WithACapThatIsNoNumber_ChangesNothing()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var fields = Visit.FieldsOf(await visit.ReadAsync("/me/consents"));
        (fields["_handler"], fields["choice"], fields["cap"]) = ("aster", "allow", "-1");
        using var page = await visit.PostAsync("/me/consents", fields);
        Assert.Contains("href=\"#cap-aster\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(all.Alliance.Memberships[0].AlliedSpending.Enabled);
    }

    [Fact]
    public async Task SignOut_EndsTheSessionHereAndAtTheIssuer()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        using var other = all.Visit();
        other.Cookies["federation"] = visit.Cookies["federation"];
        using var done = await visit.PostAsync("/signout", Visit.FieldsOf(await visit.ReadAsync("/me")));
        Assert.Equal("/signed-out", done.Headers.Location!.ToString());
        Assert.Equal("\"cache\"", done.Headers.GetValues("Clear-Site-Data").Single());
        Assert.DoesNotContain("federation", visit.Cookies.Keys);
        Assert.Empty(await all.SessionsAsync());
        Assert.StartsWith("refresh-", Assert.Single(all.Authority.Revoked), StringComparison.Ordinal);
        using var page = await other.GetAsync("/");
        Assert.Equal("/signin?return=%2F", page.Headers.Location!.ToString());
        Assert.Contains("You are signed out", await visit.ReadAsync("/signed-out"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12", 0, 12)]
    [InlineData("12.5", 2, 1250)]
    [InlineData("1,000", 0, 1000)]
    [InlineData("0.01", 2, 1)]
    [InlineData("1000000000000000", 0, 1_000_000_000_000_000)]
    [InlineData("1000000000000001", 0, 0)]
    [InlineData("12.345", 2, 0)]
    [InlineData("-1", 0, 0)]
    [InlineData("1e3", 0, 0)]
    [InlineData(".5", 2, 0)]
    [InlineData("5.", 2, 0)]
    [InlineData("１２", 0, 0)]
    [InlineData("", 0, 0)]
    public void Amounts_AreReadFromDigits(string text, int scale, long units) =>
        Assert.Equal((units > 0, units), (AmountText.TryRead(text, scale, out var read), units > 0 ? read : units));
}

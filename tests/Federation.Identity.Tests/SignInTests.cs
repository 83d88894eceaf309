using System.Net;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity.Tests;

/// <summary>Members sign in by brands' links and one-time codes, and see what they have shown to be theirs.</summary>
public sealed class SignInTests(SignInFixture fixture) : IClassFixture<SignInFixture>
{
    [Fact]
    public async Task Link_ShowsItsBrandAlone()
    {
        var member = fixture.NewMember();
        using var browser = await fixture.SignedInAsync("aster", member);

        var caller = await fixture.CallerAsync(await fixture.TokensAsync(browser));

        Assert.Equal((Role.Member, member), (caller.Role, caller.Member!.Value));
        Assert.Equal(["aster"], caller.Brands);
        Assert.Null(caller.Person);
        Assert.NotNull(caller.Session);
        Assert.Equal(Permissions.ScopesOf(Role.Member).Append("offline_access").Append("openid").Order(),
            caller.Scopes.Order());
    }

    [Fact]
    public async Task Link_OfAnotherBrand_AddsIt_AndOfAnotherMember_BeginsAnotherSession()
    {
        var member = fixture.NewMember();
        using var browser = await fixture.SignedInAsync("aster", member);
        var first = await fixture.TokensAsync(browser);
        using (await browser.PostAsync(await fixture.LinkAsync("birch", member)))
            Assert.Equal(
                ["aster", "birch"],
                (await fixture.CallerAsync(await fixture.RefreshAsync(first))).Brands.Order());

        var other = fixture.NewMember();
        using (await browser.PostAsync(await fixture.LinkAsync("aster", other)))
            Assert.Equal(["aster"], (await fixture.CallerAsync(await fixture.TokensAsync(browser))).Brands);
        Assert.Equal(other, (await fixture.CallerAsync(await fixture.TokensAsync(browser))).Member!.Value);
    }

    /// <summary>A brand opens its own link and adds an address of its own: it sees its own coins, before and after the
    /// member signs in with another brand.</summary>
    [Fact]
    public async Task User_ThatABrandMade_NeverSeesAnotherBrand()
    {
        var member = fixture.NewMember();
        using var fraud = await fixture.SignedInAsync("aster", member);
        await fixture.AddAsync(fraud, "fraud@aster.example");
        using var person = await fixture.SignedInAsync("birch", member);
        await fixture.AddAsync(person, "person@example.org");

        using var later = await fixture.SignedInByCodeAsync("fraud@aster.example");
        Assert.Equal(["aster"], (await fixture.CallerAsync(await fixture.TokensAsync(later))).Brands);
        Assert.Equal(["birch"], (await fixture.CallerAsync(await fixture.TokensAsync(person))).Brands);
        using (await person.PostAsync(await fixture.LinkAsync("aster", member)))
            Assert.Equal(
                ["aster", "birch"],
                (await fixture.CallerAsync(await fixture.TokensAsync(person))).Brands.Order());
        Assert.Equal(["aster"], (await fixture.CallerAsync(await fixture.TokensAsync(later))).Brands);
    }

    [Fact]
    public async Task Link_IsGoodOnce_ForAMinute_AndByAButton()
    {
        var member = fixture.NewMember();
        var path = await fixture.LinkAsync("aster", member);
        using var browser = fixture.Browser();
        foreach (var _ in Enumerable.Range(0, 2))
            using (var shown = await browser.GetAsync(path))
                Assert.Equal("", await TestBrowser.ProblemOfAsync(shown));
        Assert.Null(browser.Session);
        using (await browser.PostAsync(path))
            Assert.NotNull(browser.Session);
        using (var again = await browser.PostAsync(path))
            Assert.StartsWith("This link was used", await TestBrowser.ProblemOfAsync(again), StringComparison.Ordinal);

        var late = await fixture.LinkAsync("aster", member);
        var now = Moments.Cut(DateTimeOffset.UtcNow);
        await fixture.ChangeAsync(db => db.Links.Where(l => l.MemberId == member.Value).ExecuteUpdateAsync(
            l => l.SetProperty(x => x.ExpireTime, now), TestContext.Current.CancellationToken));
        using (var expired = await browser.PostAsync(late))
            Assert.StartsWith(
                "This link was used", await TestBrowser.ProblemOfAsync(expired), StringComparison.Ordinal);
        using (var guessed = await browser.PostAsync($"{SignInPaths.Link}/0000-0000-0000-0000"))
            Assert.NotEqual("", await TestBrowser.ProblemOfAsync(guessed));
    }

    [Fact]
    public async Task Link_UsedTwiceAtOnce_OpensOneSession()
    {
        var path = await fixture.LinkAsync("aster", fixture.NewMember());
        var browsers = Enumerable.Range(0, 8).Select(_ => fixture.Browser()).ToList();
        await Task.WhenAll(browsers.Select(b => b.PostAsync(path)));
        Assert.Single(browsers, b => b.Session is not null);
    }

    [Fact]
    public async Task Code_SignsIn_Once_AndNowhereElse()
    {
        using var member = await fixture.SignedInAsync("aster", fixture.NewMember());
        await fixture.AddAsync(member, "once@example.org");
        using var browser = fixture.Browser();
        using var stranger = fixture.Browser();
        using var asked = await browser.PostAsync(SignInPaths.Code, ("address", "ONCE@example.org "));
        var code = await fixture.CodeAsync("once@example.org");

        using (var foreign = await stranger.PostAsync(SignInPaths.TryCode, ("code", code)))
            Assert.StartsWith(
                "The code has run out", await TestBrowser.ProblemOfAsync(foreign), StringComparison.Ordinal);
        using (var good = await browser.PostAsync(SignInPaths.TryCode, ("code", $" {code[..3]} {code[3..]}")))
            Assert.Equal(HttpStatusCode.SeeOther, good.StatusCode);
        using (var again = await browser.PostAsync(SignInPaths.TryCode, ("code", code)))
            Assert.StartsWith(
                "The code has run out", await TestBrowser.ProblemOfAsync(again), StringComparison.Ordinal);
        Assert.Equal("code", (await fixture.CallerAsync(await fixture.TokensAsync(browser))).Way);
    }

    [Fact]
    public async Task Code_GuessedFiveTimes_IsGone()
    {
        using var member = await fixture.SignedInAsync("aster", fixture.NewMember());
        await fixture.AddAsync(member, "guessed@example.org");
        using var browser = fixture.Browser();
        using var asked = await browser.PostAsync(SignInPaths.Code, ("address", "guessed@example.org"));
        var code = await fixture.CodeAsync("guessed@example.org");
        var wrong = code == "000000" ? "111111" : "000000";
        for (var tries = 1; tries <= SignInCodes.MostTries; tries++)
            using (var page = await browser.PostAsync(SignInPaths.TryCode, ("code", wrong)))
                Assert.StartsWith(
                    tries < SignInCodes.MostTries ? "That is not the code" : "The code has run out",
                    await TestBrowser.ProblemOfAsync(page), StringComparison.Ordinal);
        using (var late = await browser.PostAsync(SignInPaths.TryCode, ("code", code)))
            Assert.StartsWith("The code has run out", await TestBrowser.ProblemOfAsync(late), StringComparison.Ordinal);
        Assert.Null(browser.Session);
    }

    [Fact]
    public async Task Code_ForNobodysAddress_LooksLikeAnyOther()
    {
        using var member = await fixture.SignedInAsync("aster", fixture.NewMember());
        await fixture.AddAsync(member, "known@example.org");
        var seen = new List<string>();
        foreach (var address in new[] { "known@example.org", "nobody@example.org" })
        {
            using var browser = fixture.Browser();
            using var asked = await browser.PostAsync(SignInPaths.Code, ("address", address));
            using var page = await browser.GetAsync(asked.Headers.Location!.ToString());
            using var wrong = await browser.PostAsync(SignInPaths.TryCode, ("code", "12345"));
            seen.Add(string.Join('\n',
                asked.StatusCode, await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
                .Replace(address, "(the address)", StringComparison.Ordinal));
        }
        Assert.Equal(seen[0], seen[1]);
    }

    [Fact]
    public async Task Codes_AreFewInAnHour()
    {
        using var browser = fixture.Browser();
        for (var asked = 1; asked <= 6; asked++)
            using (var answer = await browser.PostAsync(SignInPaths.Code, ("address", "+49 151 1234-5678")))
                Assert.Equal(asked <= 5 ? HttpStatusCode.SeeOther : HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Address_OfAnotherMembership_IsNotTaken()
    {
        using var one = await fixture.SignedInAsync("aster", fixture.NewMember());
        await fixture.AddAsync(one, "shared@example.org");
        using var two = await fixture.SignedInAsync("aster", fixture.NewMember());
        using var asked = await two.PostAsync(SignInPaths.AddContact, ("address", "shared@example.org"));
        using var refused =
            await two.PostAsync(SignInPaths.TryCode, ("code", await fixture.CodeAsync("shared@example.org")));
        Assert.StartsWith("This address belongs", await TestBrowser.ProblemOfAsync(refused), StringComparison.Ordinal);
        Assert.Null((await fixture.CallerAsync(await fixture.TokensAsync(two))).Person);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("ann@localhost")]
    [InlineData("Ann <ann@example.org>")]
    [InlineData("ann@example.org, bob@example.org")]
    [InlineData("0151 12345678")]
    [InlineData("+0151 12345678")]
    [InlineData("+49")]
    public async Task Address_ThatIsNone_IsRefused(string address)
    {
        using var browser = fixture.Browser();
        using var answer = await browser.PostAsync(SignInPaths.Code, ("address", address));
        Assert.StartsWith(
            "Enter an e-mail address", await TestBrowser.ProblemOfAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_ChangesTheCookie_SoThatNoneCanBeFixed()
    {
        var member = fixture.NewMember();
        using var browser = await fixture.SignedInAsync("aster", member);
        var before = browser.Session;
        await fixture.AddAsync(browser, "fixed@example.org");
        Assert.NotEqual(before, browser.Session);
        using var old = fixture.Browser();
        old.Cookies.Add(fixture.Process.Http1, new Cookie("federation-sign-in", before));
        using var security = await old.GetAsync(SignInPaths.Security);
        Assert.Equal(HttpStatusCode.SeeOther, security.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("https://evil.example")]
    public async Task Form_FromElsewhere_ChangesNothing(string? origin)
    {
        var path = await fixture.LinkAsync("aster", fixture.NewMember());
        using var browser = fixture.Browser();
        using var refused = await browser.PostFromAsync(origin, path);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Null(browser.Session);
        using var good = await browser.PostAsync(path);
        Assert.NotNull(browser.Session);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/signin/out")]
    [InlineData("/connect/authorize.evil")]
    [InlineData("/connect/authorize?x=1\r\nset-cookie: a=b")]
    public async Task ReturnAddress_ThatIsNotOurs_IsNotFollowed(string address)
    {
        using var member = await fixture.SignedInAsync("aster", fixture.NewMember());
        await fixture.AddAsync(member, $"return{Guid.NewGuid():N}@example.org");
        using var browser = fixture.Browser();
        using var page = await browser.GetAsync($"{SignInPaths.SignIn}?return_to={Uri.EscapeDataString(address)}");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.All(
            html.Split("name=\"return_to\" ").Skip(1),
            field => Assert.StartsWith($"value=\"{SignInPaths.Security}\"", field, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_AreKeptNowhere_AndHaveTheStrictHeaders()
    {
        using var browser = fixture.Browser();
        using var page = await browser.GetAsync(SignInPaths.SignIn);
        Assert.True(page.Headers.CacheControl!.NoStore);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' https://pages.example;", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LastWayIn_StaysAndOthersGo()
    {
        using var browser = await fixture.SignedInAsync("aster", fixture.NewMember());
        await fixture.AddAsync(browser, "one@example.org");
        using (var last = await browser.PostAsync(SignInPaths.RemoveContact, ("address", "mailto:one@example.org")))
            Assert.StartsWith(
                "This is your only way", await TestBrowser.ProblemOfAsync(last), StringComparison.Ordinal);
        await fixture.AddAsync(browser, "two@example.org");
        using (await browser.PostAsync(SignInPaths.RemoveContact, ("address", "mailto:one@example.org")))
        {
        }
        await fixture.ChangeAsync(async db => Assert.Equal(
            ["mailto:two@example.org"],
            await db.Contacts.Where(c => c.Address == "mailto:one@example.org" || c.Address == "mailto:two@example.org")
                .Select(c => c.Address).ToListAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task WaysIn_ChangeOnlySoonAfterSigningIn()
    {
        using var browser = await fixture.SignedInAsync("aster", fixture.NewMember());
        await fixture.AddAsync(browser, "stale@example.org");
        var session = (await fixture.CallerAsync(await fixture.TokensAsync(browser))).Session!;
        await fixture.AgeAsync(session, TimeSpan.FromMinutes(11));
        foreach (var path in new[]
        {
            SignInPaths.AddContact, SignInPaths.RemoveContact, SignInPaths.AddPasskey, SignInPaths.RemovePasskey,
        })
            using (var answer = await browser.PostAsync(path, ("address", "thief@example.org")))
                Assert.StartsWith(
                    SignInPaths.SignIn + "?", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
    }
}

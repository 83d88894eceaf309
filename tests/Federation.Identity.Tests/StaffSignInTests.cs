using System.Net;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Federation.Identity.Tests;

/// <summary>Staff signs in by password and app, and those who guess are slowed.</summary>
public sealed class StaffSignInTests(StaffSignInFixture fixture) : IClassFixture<StaffSignInFixture>
{
    private const string WrongTogether = "Brand, name and password do not go together";
    private const string TooMany = "Too many wrong tries";
    private const string NotTheAppsCode = "The app does not show this code now";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("aster", Role.PartnerAdmin)]
    [InlineData("", Role.AllianceAdmin)]
    public async Task PasswordAndApp_SignIn(string brand, Role role)
    {
        var ann = await fixture.EnrolAsync(brand);
        using var browser = fixture.Browser();
        await fixture.SignInAsync(browser, ann);
        var tokens = await fixture.TokensAsync(browser);
        var caller = await fixture.CallerAsync(tokens);
        // The pages learn what the person is called; the modules do not.
        Assert.Equal((true, false), (HasName(tokens, "id_token"), HasName(tokens, "access_token")));
        Assert.Equal((role, SignInWay.PasswordTotp), (caller.Role, caller.Way));
        Assert.Equal(ann.Id.ToString(), caller.Person);
    }

    [Fact]
    public async Task Password_Alone_OpensNothing()
    {
        var ann = await fixture.EnrolAsync();
        using var browser = fixture.Browser();
        using (await StaffSignInFixture.TypePasswordAsync(browser, ann))
            Assert.Null(browser.Session);
        using var security = await browser.GetAsync(SignInPaths.Security);
        Assert.StartsWith(SignInPaths.SignIn + "?", security.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var stranger = fixture.Browser();
        using var second = await stranger.PostAsync(
            SignInPaths.SecondStep, ("code", StaffSignInFixture.Shown(ann.App)));
        Assert.StartsWith("That took too long", await TestBrowser.ProblemOfAsync(second), StringComparison.Ordinal);
        Assert.Null(stranger.Session);
    }

    /// <summary>A password that somebody typed over a shoulder, and that was changed since, leads to no second
    /// step.</summary>
    [Fact]
    public async Task SecondStep_AfterAChangeOfPassword_IsOver()
    {
        using var own = fixture.Browser();
        var ann = await fixture.EnrolAsync(own);
        using var browser = fixture.Browser();
        using (await StaffSignInFixture.TypePasswordAsync(browser, ann))
        using (var changed = await own.PostAsync(SignInPaths.Password, ("password", "five brown bears 9")))
            Assert.Equal(SignInPaths.Security, changed.Headers.Location?.ToString());
        await fixture.NextStepAsync(ann);
        using var second = await browser.PostAsync(SignInPaths.SecondStep, ("code", StaffSignInFixture.Shown(ann.App)));
        Assert.StartsWith("That took too long", await TestBrowser.ProblemOfAsync(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppCode_IsGoodOnce()
    {
        var ann = await fixture.EnrolAsync();
        var code = StaffSignInFixture.Shown(ann.App);
        using var browser = fixture.Browser();
        using var thief = fixture.Browser();
        using (await StaffSignInFixture.TypePasswordAsync(browser, ann))
        using (await StaffSignInFixture.TypePasswordAsync(thief, ann))
        {
        }
        using (var first = await browser.PostAsync(SignInPaths.SecondStep, ("code", code)))
            Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        using (var again = await thief.PostAsync(SignInPaths.SecondStep, ("code", code)))
            Assert.StartsWith(NotTheAppsCode, await TestBrowser.ProblemOfAsync(again), StringComparison.Ordinal);
        Assert.Null(thief.Session);
    }

    [Fact]
    public async Task RecoveryCode_StandsInOnce_UntilThereIsANewSet()
    {
        var ann = await fixture.EnrolAsync();
        using var browser = fixture.Browser();
        using (await StaffSignInFixture.TypePasswordAsync(browser, ann))
        using (var first = await browser.PostAsync(
            SignInPaths.Recovery, ("code", ann.Recovery[0].ToLowerInvariant().Replace('-', ' '))))
            Assert.Equal(SignInPaths.Security, first.Headers.Location?.ToString());
        Assert.Equal(
            SignInWay.Recovery,
            (await fixture.CallerAsync(await fixture.TokensAsync(browser))).Way);
        using var other = fixture.Browser();
        using (await StaffSignInFixture.TypePasswordAsync(other, ann))
        using (var again = await other.PostAsync(SignInPaths.Recovery, ("code", ann.Recovery[0])))
            Assert.StartsWith(
                "That is none of your recovery codes", await TestBrowser.ProblemOfAsync(again),
                StringComparison.Ordinal);

        using (await browser.PostAsync(SignInPaths.NewRecovery))
        using (var old = await other.PostAsync(SignInPaths.Recovery, ("code", ann.Recovery[1])))
            Assert.StartsWith(
                "That is none of your recovery codes", await TestBrowser.ProblemOfAsync(old),
                StringComparison.Ordinal);
        Assert.Null(other.Session);
    }

    /// <summary>One person's codes open nobody else's account.</summary>
    [Fact]
    public async Task RecoveryCode_OfAnother_IsNotTaken()
    {
        var (ann, bob) = (await fixture.EnrolAsync(), await fixture.EnrolAsync());
        using var browser = fixture.Browser();
        using (await StaffSignInFixture.TypePasswordAsync(browser, ann))
        using (var foreign = await browser.PostAsync(SignInPaths.Recovery, ("code", bob.Recovery[0])))
            Assert.NotEqual("", await TestBrowser.ProblemOfAsync(foreign));
        using (var app = await browser.PostAsync(SignInPaths.SecondStep, ("code", StaffSignInFixture.Shown(bob.App))))
            Assert.NotEqual("", await TestBrowser.ProblemOfAsync(app));
        Assert.Null(browser.Session);
    }

    /// <summary>Who is there, who has a password, and who may sign in: the same answer after the same work.</summary>
    [Fact]
    public async Task Answer_AndWork_AreTheSame_WhetherThereIsThePerson()
    {
        var (ann, ended) = (await fixture.EnrolAsync(), await fixture.EnrolAsync());
        await fixture.ChangeAsync(db => db.Staff.Where(s => s.Id == ended.Id).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.State, StaffState.Ended), Cancel));
        var (invited, _) = await fixture.InviteAsync();
        var seen = new HashSet<string>();
        foreach (var (brand, person, password) in new[]
        {
            ("aster", ann.Person, "not the password"), ("aster", "nobody", "not the password"),
            ("nowhere", ann.Person, "not the password"), ("aster", invited.Person, "not the password"),
            ("aster", ended.Person, ended.Password), ("As Ter/../", "Ann'; --", "not the password"),
            ("aster", new string('a', 5000), new string('b', 5000)), ("aster", "", ""),
        })
        {
            var before = fixture.Hasher.Compared;
            using var browser = fixture.Browser();
            using var page = await browser.PostAsync(
                SignInPaths.Staff, ("brand", brand), ("person", person), ("password", password));
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Equal(1, fixture.Hasher.Compared - before);
            var text = WebUtility.HtmlDecode(await StaffSignInFixture.TextOf(page))
                .Replace("value=\"\"", "", StringComparison.Ordinal);
            Assert.DoesNotContain(password.Length > 0 ? password : "\0", text, StringComparison.Ordinal);
            seen.Add(person.Length == 0 ? Typed(text, brand, "\0") : Typed(text, brand, person));
        }
        Assert.Single(seen);
    }

    [Fact]
    public async Task Guesses_HaveToWait_AndAnotherBrowserWithThem_ButNotThePersonsOwn()
    {
        using var own = fixture.Browser();
        var ann = await fixture.EnrolAsync(own);
        var compared = fixture.Hasher.Compared;
        for (var tries = 0; tries < 5; tries++)
            await GuessAsync(ann, WrongTogether);
        await GuessAsync(ann, TooMany);
        Assert.Equal(5, fixture.Hasher.Compared - compared);

        // The right password does not help a stranger's browser, nor show that it is the right one.
        using var stranger = fixture.Browser();
        using (var page = await StaffSignInFixture.TypePasswordAsync(stranger, ann))
            Assert.StartsWith(TooMany, await TestBrowser.ProblemOfAsync(page), StringComparison.Ordinal);
        using (await own.PostAsync(SignInPaths.Out))
            await fixture.SignInAsync(own, ann);
        Assert.NotNull(own.Session);
    }

    /// <summary>Whoever guesses many names from one address waits, with others there, but for those in their own
    /// browsers.</summary>
    [Fact]
    public async Task Guesses_FromOneAddress_HaveToWait()
    {
        using var own = fixture.Browser();
        var ann = await fixture.EnrolAsync(own);
        await fixture.OriginAsync(100_001);
        try
        {
            using var stranger = fixture.Browser();
            using (var last = await StaffSignInFixture.TypePasswordAsync(stranger, ann, "not the password"))
                Assert.StartsWith(WrongTogether, await TestBrowser.ProblemOfAsync(last), StringComparison.Ordinal);
            using (var page = await StaffSignInFixture.TypePasswordAsync(stranger, ann))
                Assert.StartsWith(TooMany, await TestBrowser.ProblemOfAsync(page), StringComparison.Ordinal);
            await fixture.SignInAsync(own, ann);
        }
        finally
        {
            await fixture.OriginAsync(0);
        }
    }

    /// <summary>The wait has an end, whatever the guesser does: a person is never kept out for ever.</summary>
    [Fact]
    public async Task Guesses_WithoutEnd_LetThePersonInWithinAQuarterOfAnHour()
    {
        var ann = await fixture.EnrolAsync();
        await GuessAsync(ann, WrongTogether);
        await fixture.TriesAsync(ann, t => t.Count = 100_000);
        await GuessAsync(ann, WrongTogether);
        var now = Moments.Cut(DateTimeOffset.UtcNow);
        await fixture.TriesAsync(ann, t => Assert.InRange(t.NextTime, now, now + TimeSpan.FromMinutes(15)));
        await fixture.TriesAsync(ann, t => t.NextTime = now);
        using var browser = fixture.Browser();
        await fixture.SignInAsync(browser, ann);
    }

    [Fact]
    public async Task Guesses_OfManyPasswords_AreLogged()
    {
        var ann = await fixture.EnrolAsync();
        for (var tries = 0; tries < 10; tries++)
        {
            await fixture.TriesAsync(ann, t => t.NextTime = t.Time);
            await GuessAsync(ann, WrongTogether);
        }
        Assert.Contains(fixture.Process.Log.Of("PasswordGuessed"), l => l.Contains(
            $"partners/aster/users/{ann.Person} ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Guesses_OfTheSecondStep_HaveToWait_AndAreLogged()
    {
        var ann = await fixture.EnrolAsync();
        using var thief = fixture.Browser();
        using (await StaffSignInFixture.TypePasswordAsync(thief, ann))
        {
        }
        for (var tries = 0; tries < 10; tries++)
        {
            await fixture.TriesAsync(ann, t => t.NextTime = t.Time);
            using var page = await thief.PostAsync(
                tries % 2 == 0 ? SignInPaths.SecondStep : SignInPaths.Recovery, ("code", "12345"));
            Assert.DoesNotContain(TooMany, await TestBrowser.ProblemOfAsync(page), StringComparison.Ordinal);
        }
        using (var last = await thief.PostAsync(SignInPaths.SecondStep, ("code", StaffSignInFixture.Shown(ann.App))))
            Assert.StartsWith(TooMany, await TestBrowser.ProblemOfAsync(last), StringComparison.Ordinal);
        Assert.Contains(fixture.Process.Log.Of("SecondStepGuessed"), l => l.Contains(
            $"partners/aster/users/{ann.Person}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_ChangesTheCookie_AndEndsWhatWasThere()
    {
        var (ann, bob) = (await fixture.EnrolAsync(), await fixture.EnrolAsync());
        using var browser = fixture.Browser();
        await fixture.SignInAsync(browser, bob);
        var before = browser.Session;
        await fixture.SignInAsync(browser, ann);
        Assert.NotEqual(before, browser.Session);
        using var old = fixture.Browser();
        old.Cookies.Add(fixture.Process.Http1, new Cookie("federation-sign-in", before));
        using var security = await old.GetAsync(SignInPaths.Security);
        Assert.StartsWith(SignInPaths.SignIn + "?", security.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SignInPaths.Staff)]
    [InlineData(SignInPaths.SecondStep)]
    [InlineData(SignInPaths.Recovery)]
    [InlineData(SignInPaths.ConfirmByApp)]
    [InlineData(SignInPaths.Invitation + "/x/password")]
    [InlineData(SignInPaths.Invitation + "/x/passkey")]
    [InlineData(SignInPaths.Password)]
    [InlineData(SignInPaths.RemovePassword)]
    [InlineData(SignInPaths.App)]
    [InlineData(SignInPaths.NewRecovery)]
    public async Task Form_FromElsewhere_IsRefused(string path)
    {
        using var browser = fixture.Browser();
        await fixture.EnrolAsync(browser);
        foreach (var origin in new[] { null, "null", "https://evil.example" })
            using (var refused = await browser.PostFromAsync(origin, path))
                Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/connect/authorize.evil")]
    public async Task ReturnAddress_ThatIsNotOurs_IsNotFollowed(string address)
    {
        var ann = await fixture.EnrolAsync();
        using var browser = fixture.Browser();
        using var first = await browser.PostAsync(
            SignInPaths.Staff, ("brand", ann.Brand), ("person", ann.Person), ("password", ann.Password),
            ("return_to", address));
        Assert.Equal(
            SignInPaths.With(SignInPaths.SecondStep, SignInPaths.Security), first.Headers.Location?.ToString());
        using var second = await browser.PostAsync(
            SignInPaths.SecondStep, ("code", StaffSignInFixture.Shown(ann.App)), ("return_to", address));
        Assert.Equal(SignInPaths.Security, second.Headers.Location?.ToString());
        using var confirm = await browser.PostAsync(
            SignInPaths.ConfirmByApp, ("code", "123456"), ("return_to", address));
        Assert.DoesNotContain("evil", await StaffSignInFixture.TextOf(confirm), StringComparison.Ordinal);
    }

    private static string Typed(string page, string brand, string person) =>
        page.Replace($"value=\"{brand}\"", "", StringComparison.Ordinal)
            .Replace($"value=\"{person}\"", "", StringComparison.Ordinal);

    private async Task GuessAsync(StaffMember member, string said)
    {
        using var browser = fixture.Browser();
        using var page = await StaffSignInFixture.TypePasswordAsync(browser, member, "not the password");
        Assert.StartsWith(said, await TestBrowser.ProblemOfAsync(page), StringComparison.Ordinal);
    }

    private static bool HasName(System.Text.Json.JsonElement tokens, string token) => OpenIdProvider.Claim(
        new JsonWebTokenHandler().ReadJsonWebToken(tokens.GetProperty(token).GetString()), "name") is { Length: > 0 };
}

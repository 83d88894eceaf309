using System.Net;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Federation.Identity.Tests;

/// <summary>Staff signs in at a company's own OpenID Connect provider: the certified one of npm.</summary>
public sealed class AuthorityTests(AuthorityFixture fixture) : IClassFixture<AuthorityFixture>
{
    private const string NotKnown = "Nobody here is known by this account";
    private const string TookTooLong = "That took too long";
    private const string NotCompleted = "The other sign-in was not completed";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Account_OfAnInvitedPerson_SignsInFromThenOn()
    {
        var world = fixture.Require();
        using var first = world.Browser();
        var user = await world.EnrolAsync(first, "ann1");
        await world.SignIn.ChangeAsync(async db => Assert.Equal(
            StaffState.Active, (await db.Staff.SingleAsync(s => s.Id == user, Cancel)).State));

        using var browser = world.Browser();
        using (var page = await browser.GetAsync(SignInPaths.Staff))
            Assert.Contains("Sign in at Example Inc", await StaffSignInFixture.TextOf(page), StringComparison.Ordinal);
        var back = await world.WayBackAsync(browser, AuthorityPaths.Start, "ann1", acr: "urn:test:key");
        using (var done = await browser.GetAsync(back))
            Assert.Equal(SignInPaths.Security, done.Headers.Location?.ToString());
        var tokens = await world.SignIn.TokensAsync(browser);
        var caller = await world.SignIn.CallerAsync(tokens);
        Assert.Equal((user.ToString(), SignInWay.Authority), (caller.Person, caller.Way));
        var access = new JsonWebTokenHandler().ReadJsonWebToken(tokens.GetProperty("access_token").GetString());
        Assert.Equal("urn:test:key", OpenIdProvider.Claim(access, "authority_acr"));

        // What came back once comes back in vain.
        using var stranger = world.Browser();
        foreach (var later in new[] { browser, stranger })
            using (var again = await later.GetAsync(back))
                Assert.StartsWith(TookTooLong, await TestBrowser.ProblemOfAsync(again), StringComparison.Ordinal);
        Assert.Null(stranger.Session);
    }

    [Fact]
    public async Task Account_ThatNobodyIsKnownBy_SignsNobodyIn_AndMakesNobody()
    {
        var world = fixture.Require();
        using var first = world.Browser();
        await world.EnrolAsync(first, "ann2");
        var before = await world.UsersAsync();
        using var browser = world.Browser();
        using (var page = await browser.GetAsync(await world.WayBackAsync(browser, AuthorityPaths.Start, "eve2")))
            Assert.StartsWith(NotKnown, await TestBrowser.ProblemOfAsync(page), StringComparison.Ordinal);
        Assert.Null(browser.Session);
        Assert.Equal(before, await world.UsersAsync());
        Assert.NotEmpty(world.SignIn.Process.Log.Of("AuthorityRefused"));
    }

    [Fact]
    public async Task Account_OfAPersonThatHasEnded_SignsNobodyIn()
    {
        var world = fixture.Require();
        using var first = world.Browser();
        var user = await world.EnrolAsync(first, "ann3");
        await world.SignIn.ChangeAsync(db => db.Staff.Where(s => s.Id == user).ExecuteUpdateAsync(
            s => s.SetProperty(x => x.State, StaffState.Ended), Cancel));
        using var browser = world.Browser();
        using var page = await browser.GetAsync(await world.WayBackAsync(browser, AuthorityPaths.Start, "ann3"));
        Assert.StartsWith(NotKnown, await TestBrowser.ProblemOfAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_IsOnePersons()
    {
        var world = fixture.Require();
        using var first = world.Browser();
        await world.EnrolAsync(first, "ann4");
        using var second = world.Browser();
        await world.EnrolAsync(second, "bob4");
        world.Forget(second);
        using (await second.PostAsync(SignInPaths.AddExternalName))
        using (var page = await second.GetAsync(await world.WayBackAsync(second, AuthorityPaths.Go, "ann4")))
            Assert.StartsWith(
                "This account belongs to another", await TestBrowser.ProblemOfAsync(page), StringComparison.Ordinal);

        using var third = world.Browser();
        var (_, invitation) = await world.InviteAsync();
        using (await third.PostAsync(invitation + "/authority"))
        using (var page = await third.GetAsync(await world.WayBackAsync(third, AuthorityPaths.Go, "ann4")))
            Assert.StartsWith(
                "This account belongs to another", await TestBrowser.ProblemOfAsync(page), StringComparison.Ordinal);
        Assert.Null(third.Session);
        using var still = await third.GetAsync(invitation);
        Assert.Equal("", await TestBrowser.ProblemOfAsync(still));
    }

    [Theory]
    [InlineData("state", TookTooLong)]
    [InlineData("no try", TookTooLong)]
    [InlineData("issuer", NotCompleted)]
    [InlineData("code", NotCompleted)]
    [InlineData("refused", NotCompleted)]
    public async Task Answer_ThatIsNotAsAskedFor_SignsNobodyIn(string what, string said)
    {
        var account = "cal " + what;
        var world = fixture.Require();
        using var first = world.Browser();
        await world.EnrolAsync(first, account);
        using var browser = world.Browser();
        var back = await world.WayBackAsync(browser, AuthorityPaths.Start, what == "refused" ? "" : account);
        using var stranger = world.Browser();
        back = what switch
        {
            "state" => back.Replace("state=", "state=x", StringComparison.Ordinal),
            "issuer" => back.Replace("iss=", "iss=x", StringComparison.Ordinal),
            "code" => back.Replace("code=", "code=x", StringComparison.Ordinal),
            _ => back,
        };
        var user = what == "no try" ? stranger : browser;
        using var page = await user.GetAsync(back);
        Assert.StartsWith(said, await TestBrowser.ProblemOfAsync(page), StringComparison.Ordinal);
        Assert.Null(user.Session);
    }

    /// <summary>The session is as old as the sign-in there; a confirmation passes the wish on, and looks at what came
    /// of it.</summary>
    [Fact]
    public async Task Confirmation_AtTheAuthority_IsANewSignInThere_AndChangesTheCookie()
    {
        var world = fixture.Require();
        using var first = world.Browser();
        await world.EnrolAsync(first, "ann6");
        using var browser = world.Browser();
        var hour = TimeSpan.FromHours(1);
        using (await browser.GetAsync(await world.WayBackAsync(browser, AuthorityPaths.Start, "ann6", hour)))
            Assert.NotNull(browser.Session);
        var request = SignInFixture.Authorize(Secret.New().Text, "&max_age=300");
        using (var asked = await browser.GetAsync(request))
        using (var page = await browser.GetAsync(asked.Headers.Location!.ToString()))
            Assert.Contains(
                $"{AuthorityPaths.Start}?return_to=", await StaffSignInFixture.TextOf(page),
                StringComparison.Ordinal);

        var link = SignInPaths.With(AuthorityPaths.Start, request) + "&fresh=true";
        using (var leaving = await browser.GetAsync(link))
        {
            Assert.Contains("prompt=login", leaving.Headers.Location!.Query, StringComparison.Ordinal);
            Assert.Contains("max_age=300", leaving.Headers.Location.Query, StringComparison.Ordinal);
        }
        var before = browser.Session;
        using (var old = await browser.GetAsync(await world.WayBackAsync(browser, link, "ann6", hour)))
            Assert.StartsWith(NotCompleted, await TestBrowser.ProblemOfAsync(old), StringComparison.Ordinal);
        Assert.Equal(before, browser.Session);
        using (var done = await browser.GetAsync(await world.WayBackAsync(browser, link, "ann6")))
            Assert.Equal(request, done.Headers.Location?.ToString());
        Assert.NotEqual(before, browser.Session);
        using var given = await browser.GetAsync(request);
        Assert.StartsWith(SignInFixture.Callback, given.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_MustBeVerified_WhereItIsWhatPeopleAreKnownBy()
    {
        _ = fixture.Require();
        await using var world = await AuthorityWorld.StartAsync("email");
        using var first = world.Browser();
        await world.EnrolAsync(first, "ann");
        await world.SignIn.ChangeAsync(async db => Assert.Equal(
            "ann@example.org", (await db.ExternalNames.SingleAsync(Cancel)).Shown));
        using var browser = world.Browser();
        using (var page = await browser.GetAsync(
            await world.WayBackAsync(browser, AuthorityPaths.Start, "ann", verified: false)))
            Assert.StartsWith(NotCompleted, await TestBrowser.ProblemOfAsync(page), StringComparison.Ordinal);
        Assert.Null(browser.Session);
        using var again = world.Browser();
        using (await again.GetAsync(await world.WayBackAsync(again, AuthorityPaths.Start, "ann")))
            Assert.NotNull(again.Session);
    }

    /// <summary>What gives somebody a new way in begins with a form of ours.</summary>
    [Fact]
    public async Task NewWayIn_BeginsByAForm_SoonAfterSigningIn()
    {
        var world = fixture.Require();
        using var browser = world.Browser();
        var user = await world.EnrolAsync(browser, "ann7");
        foreach (var path in new[] { SignInPaths.AddExternalName, (await world.InviteAsync()).Path + "/authority" })
            using (var refused = await browser.PostFromAsync("https://evil.example", path))
                Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var fresh = world.Browser();
        using (var go = await fresh.GetAsync(AuthorityPaths.Go))
            Assert.StartsWith(TookTooLong, await TestBrowser.ProblemOfAsync(go), StringComparison.Ordinal);
        world.Forget(browser);
        using (await browser.PostAsync(SignInPaths.AddExternalName))
        using (await browser.GetAsync(await world.WayBackAsync(browser, AuthorityPaths.Go, "ann7 too")))
            await world.SignIn.ChangeAsync(async db => Assert.Equal(
                ["ann7", "ann7 too"],
                await db.ExternalNames.Where(n => n.UserId == user).Select(n => n.Shown).Order().ToListAsync(Cancel)));
        await world.SignIn.ChangeAsync(db => db.StaffSessions.ExecuteUpdateAsync(
            s => s.SetProperty(x => x.AuthTime, Moments.Cut(DateTimeOffset.UtcNow.AddMinutes(-6))), Cancel));
        using var late = await browser.PostAsync(SignInPaths.AddExternalName);
        Assert.StartsWith(SignInPaths.Confirm + "?", late.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provider_ThatIsAway_IsSaidAndLogged()
    {
        _ = fixture.Require();
        await using var world = await AuthorityWorld.StartAsync();
        await world.Provider.DisposeAsync();
        using var browser = world.Browser();
        using var page = await browser.GetAsync(AuthorityPaths.Start);
        Assert.StartsWith(
            "The other sign-in does not answer", await TestBrowser.ProblemOfAsync(page), StringComparison.Ordinal);
        Assert.NotEmpty(world.SignIn.Process.Log.Of("StaffAuthorityAway"));
    }

    [Fact]
    public async Task ReturnAddress_ThatIsNotOurs_IsNotFollowed()
    {
        var world = fixture.Require();
        using var first = world.Browser();
        await world.EnrolAsync(first, "ann8");
        using var browser = world.Browser();
        var start = SignInPaths.With(AuthorityPaths.Start, "https://evil.example/");
        using var done = await browser.GetAsync(await world.WayBackAsync(browser, start, "ann8"));
        Assert.Equal(SignInPaths.Security, done.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("https://id.example.org", "openid", "sub", "")]
    [InlineData("https://id.example.org/realm", "openid email", "email", "")]
    [InlineData("http://127.0.0.1:8080", "openid", "sub", "")]
    [InlineData("http://id.example.org", "openid", "sub", "Issuer")]
    [InlineData("https://id.example.org?x=1", "openid", "sub", "Issuer")]
    [InlineData("https://id.example.org", "email", "sub", "Scopes")]
    [InlineData("https://id.example.org", "openid", "email", "Scopes")]
    [InlineData("https://id.example.org", "openid", "name", "MatchBy")]
    public void Options_ThatCannotBeRight_AreNamed(string issuer, string scopes, string matchBy, string named)
    {
        var file = Path.GetTempFileName();
        var options = new StaffAuthorityOptions
        {
            Issuer = new Uri(issuer),
            ClientId = "federation",
            ClientSecretFile = file,
            Scopes = scopes,
            MatchBy = matchBy,
        };
        var problems = options.Problems().ToList();
        File.Delete(file);
        if (named.Length == 0)
            Assert.Empty(problems);
        else
            Assert.Contains("Identity:StaffAuthority:" + named, Assert.Single(problems), StringComparison.Ordinal);
        Assert.Contains(options.Problems(), p => p.Contains("ClientSecretFile", StringComparison.Ordinal));
    }
}

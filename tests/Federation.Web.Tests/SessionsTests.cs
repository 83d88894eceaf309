using System.Net;
using System.Security.Cryptography;
using System.Text;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Testing;
using Grpc.Core;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Web.Tests;

/// <summary>Who is signed in, for how long, and who is not.</summary>
public sealed class SessionsTests
{
    public static TheoryData<DatabaseKind> Kinds => [.. TestDatabase.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task SignIn_LeavesTheBrowserASecret_AndTheServerItsHash(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        await using var all = await Surroundings.StartAsync(kind);
        using var visit = all.Visit();
        using var start = await visit.GetAsync("/");
        Assert.Equal("/signin?return=%2F", start.Headers.Location!.ToString());
        Assert.Contains("Aster", await visit.ReadAsync("/"), StringComparison.Ordinal);

        var secret = visit.Cookies["federation"];
        var row = Assert.Single(await all.SessionsAsync());
        Assert.Equal(SHA256.HashData(Base64UrlEncoder.DecodeBytes(secret)), row.Hash);
        Assert.Equal((SessionKind.Member, "person-1", "Ada"), (row.Kind, row.Subject, row.DisplayName));
        Assert.DoesNotContain("refresh", Encoding.UTF8.GetString(row.Tokens), StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", Encoding.UTF8.GetString(row.Tokens), StringComparison.Ordinal);
        Assert.All(all.Alliance.Calls, c => Assert.StartsWith("Bearer eyJ", c.Token, StringComparison.Ordinal));
        var assertion = Assert.Single(all.Authority.Assertions);
        Assert.Equal("client-authentication+jwt", assertion.Typ);
        Assert.Equal(("web", "web", all.Authority.Issuer),
            (assertion.Issuer, assertion.Subject, assertion.Audiences.Single()));
    }

    [Fact]
    public async Task Cookie_IsForThisServerAlone()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = all.Visit();
        var next = "/signin";
        while (visit.LastSet.All(c => !c.StartsWith("federation=", StringComparison.Ordinal)))
        {
            using var answer = await visit.GetAsync(next);
            next = answer.Headers.Location!.ToString();
        }
        Assert.Matches(
            "^federation=[A-Za-z0-9_-]{43}; max-age=2592000; path=/; samesite=lax; httponly$",
            visit.LastSet.Single(c => c.StartsWith("federation=", StringComparison.Ordinal)));
        var secure = new SessionCookie(new WebOptions { PublicAddress = new Uri("https://wallet.example") });
        Assert.Equal("__Host-federation", secure.Name);
        Assert.True(secure.Options(null) is { Secure: true, HttpOnly: true, Path: "/", Domain: null });
    }

    [Fact]
    public async Task Node_BehindAProxyThatEndsTls_SetsSecureCookies()
    {
        await using var all = await Surroundings.StartAsync();
        var node = await all.AddNodeAsync("https://wallet.example");
        using var visit = new Visit(node.Client.BaseAddress!.ToString()) { PublicAddress = "https://wallet.example" };
        using var page = await visit.FollowAsync("/pay");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(["__Host-federation", "__Host-form"], visit.Cookies.Keys.Order(StringComparer.Ordinal));
        Assert.Matches("^__Host-form=.*; path=/; secure; samesite=strict; httponly$", visit.LastSet.Single());
        Assert.Contains("max-age=31536000", page.Headers.GetValues("Strict-Transport-Security").Single(),
            StringComparison.Ordinal);
        using var made = await visit.PostAsync(
            "/pay", Visit.FieldsOf(await page.Content.ReadAsStringAsync()), null, "https://wallet.example");
        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
    }

    [Fact]
    public async Task SignIn_OverASecretThatAStrangerChose_GivesAnotherOne()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var before = visit.Cookies["federation"];
        using var again = await visit.FollowAsync("/signin?return=/healthz");
        Assert.NotEqual(before, visit.Cookies["federation"]);
        Assert.Single(await all.SessionsAsync());

        using var stranger = all.Visit();
        stranger.Cookies["federation"] = before;
        using var refused = await stranger.GetAsync("/");
        Assert.StartsWith("/signin?", refused.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Spoilings =>
        ["nonce", "aud", "iss", "exp", "sub", "key", "azp", "state", "other issuer", "no try", "error", "away"];

    [Theory]
    [MemberData(nameof(Spoilings))]
    public async Task SignIn_ThatIsNotAsAskedFor_SignsNobodyIn(string what)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = all.Visit();
        all.Authority.Spoil = claims =>
        {
            if (what == "exp")
                claims["exp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 600;
            else if (what == "sub")
                claims.Remove("sub");
            else if (what is "nonce" or "aud" or "iss" or "azp")
                claims[what] = "other";
        };
        all.Authority.SignsWithAnotherKey = what == "key";
        using var start = await visit.GetAsync("/signin?return=/me");
        using var asked = await visit.GetAsync(start.Headers.Location!.ToString());
        var back = asked.Headers.Location!.ToString();
        if (what == "no try")
            visit.Cookies.Clear();
        all.Authority.IsAway = what == "away";
        back = what switch
        {
            "state" => back.Replace("state=", "state=x", StringComparison.Ordinal),
            "other issuer" => back.Replace("iss=", "iss=x", StringComparison.Ordinal),
            "error" => back.Replace("code=", "error=access_denied&x=", StringComparison.Ordinal),
            _ => back,
        };
        using var end = await visit.GetAsync(back);
        Assert.StartsWith("/signin/failed?why=", end.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.True(end.Headers.CacheControl is { NoStore: true });
        Assert.DoesNotContain("federation", visit.Cookies.Keys);
        Assert.Empty(await all.SessionsAsync());
        // What the browser alone did wrong is not worth a line.
        string[] said = what is "state" or "no try" or "error" ? [] : [what == "away" ? "IssuerAway" : "SignInRefused"];
        Assert.Equal(said, all.Log.Events.Intersect(["IssuerAway", "SignInRefused"]));
        Assert.Contains("Sign in", await visit.ReadAsync(end.Headers.Location.ToString()), StringComparison.Ordinal);

        // What came back once comes back in vain.
        using var replay = await visit.GetAsync(back);
        Assert.Contains("why=late", replay.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/%5Cevil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task SignIn_LeadsNowhereElse(string elsewhere)
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = all.Visit();
        using var page = await visit.FollowAsync("/signin?return=" + elsewhere);
        Assert.Equal("/", page.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Equal(all.Web.Client.BaseAddress!.Authority, page.RequestMessage.RequestUri.Authority);
    }

    [Theory]
    [InlineData("member", 29 * 24 * 60, true)]
    [InlineData("member", (30 * 24 * 60) + 1, false)]
    [InlineData("partner-admin", 29, true)]
    [InlineData("partner-admin", 31, false)]
    public async Task Session_EndsInTime(string role, int minutes, bool lives)
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = role;
        all.Authority.TokenSeconds = int.MaxValue;
        using var visit = await all.SignedInAsync();
        all.Time.Ahead = TimeSpan.FromMinutes(minutes);
        using var answer = await visit.GetAsync(role == "member" ? "/" : "/portal");
        Assert.Equal(lives ? HttpStatusCode.OK : HttpStatusCode.Found, answer.StatusCode);
    }

    [Fact]
    public async Task Session_OfStaffAtWork_EndsAfterTwelveHours()
    {
        await using var all = await Surroundings.StartAsync();
        all.Authority.Role = "alliance-admin";
        using var visit = await all.SignedInAsync();
        for (var minutes = 20; minutes < 12 * 60; minutes += 20)
        {
            all.Time.Ahead = TimeSpan.FromMinutes(minutes);
            using var atWork = await visit.GetAsync("/console");
            Assert.Equal(HttpStatusCode.OK, atWork.StatusCode);
        }
        all.Time.Ahead = TimeSpan.FromHours(12);
        using var ended = await visit.GetAsync("/console");
        Assert.Equal(HttpStatusCode.Found, ended.StatusCode);
    }

    /// <summary>A refresh token works once: two nodes that both used it would sign the person out.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Tokens_OnTwoNodesAtOnce_AreRenewedOnce(DatabaseKind kind)
    {
        Assert.SkipWhen(TestDatabase.Missing(kind) is not null, TestDatabase.Missing(kind) ?? "");
        await using var all = await Surroundings.StartAsync(kind);
        var second = await all.AddNodeAsync();
        using var visit = await all.SignedInAsync();
        for (var round = 1; round <= 3; round++)
        {
            all.Time.Ahead += TimeSpan.FromHours(1);
            var visits = Enumerable.Range(0, 12).Select(i => all.Visit(i % 2 == 0 ? all.Web : second)).ToList();
            foreach (var other in visits)
                other.Cookies["federation"] = visit.Cookies["federation"];
            var answers = await Task.WhenAll(visits.Select(v => v.GetAsync("/")));
            Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.StatusCode));
            Assert.Equal(round, all.Authority.Renewals);
            foreach (var one in visits)
                one.Dispose();
        }
    }

    [Fact]
    public async Task Tokens_WhileTheIssuerIsAway_AreUsedToTheirEnd()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        all.Authority.IsAway = true;
        all.Time.Ahead = TimeSpan.FromSeconds(890);
        using var good = await visit.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);

        all.Time.Ahead = TimeSpan.FromSeconds(910);
        using var away = await visit.GetAsync("/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
        Assert.Contains(
            "cannot be reached", await away.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        all.Authority.IsAway = false;
        using var again = await visit.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Session_WhoseTokenTheAllianceRefuses_EndsAtOnce()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        all.Alliance.Refusal = _ => FakeAlliance.Refuse(ErrorReason.TokenInvalid, StatusCode.Unauthenticated);
        using var answer = await visit.GetAsync("/");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.EndsWith("/signin?return=%2F", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("federation", visit.Cookies.Keys);
        Assert.Empty(await all.SessionsAsync());
    }

    [Fact]
    public async Task Sweep_TakesAwayWhatHasEnded()
    {
        await using var all = await Surroundings.StartAsync();
        using var visit = await all.SignedInAsync();
        var sweep = new SessionSweep(all.Time);
        await using var scope = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions
            .CreateAsyncScope(all.Web.Services);
        var db = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions
            .GetRequiredService<WebDb>(scope.ServiceProvider);
        Assert.Equal(0, await sweep.StepAsync(db, TestContext.Current.CancellationToken));
        all.Time.Ahead = TimeSpan.FromDays(31);
        Assert.Equal(1, await sweep.StepAsync(db, TestContext.Current.CancellationToken));
        Assert.Empty(await all.SessionsAsync());
    }

    [Fact]
    public void Key_InProduction_IsGivenAndNotMade()
    {
        var folder = Directory.CreateTempSubdirectory("federation-web-").FullName;
        var deployment = new DeploymentOptions { DataDirectory = folder };
        Assert.Throws<StartRefusedException>(() => WebKey.Load(new WebOptions(), deployment));
        Assert.Throws<StartRefusedException>(() => WebKey.Load(new WebOptions { Key = "short" }, deployment));
        Assert.Throws<StartRefusedException>(() => ClientKey.Load(new WebOptions(), deployment));
        var key = WebKey.Load(new WebOptions { Key = Convert.ToBase64String(new byte[32]) }, deployment);
        Assert.Equal("secret"u8.ToArray(), key.Decrypt(key.Encrypt("secret"u8)));
        var spoiled = key.Encrypt("secret"u8);
        spoiled[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => key.Decrypt(spoiled));
        Assert.Empty(Directory.GetFileSystemEntries(folder));

        deployment.Sandbox = true;
        _ = (WebKey.Load(new WebOptions(), deployment), ClientKey.Load(new WebOptions(), deployment));
        Assert.Equal(["web-client.pem", "web.key"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Directory.Delete(folder, recursive: true);
    }
}

using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity.Tests;

/// <summary>Codes and refresh tokens are good once; whatever is used twice ends the session.</summary>
public sealed class PersonTokenTests(SignInFixture fixture) : IClassFixture<SignInFixture>
{
    [Fact]
    public async Task Code_ExchangedTwice_EndsTheSession()
    {
        using var browser = await fixture.SignedInAsync("aster", fixture.NewMember());
        var (code, verifier) = await SignInFixture.CodeOfAsync(browser);
        (string, string)[] grant =
        [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", SignInFixture.Callback),
            ("code_verifier", verifier),
        ];
        var tokens = await fixture.ExchangeAsync(null, grant);
        Assert.True(tokens.TryGetProperty("access_token", out _));
        Assert.Equal("invalid_grant", ErrorOf(await fixture.ExchangeAsync(null, grant)));
        Assert.Equal("invalid_grant", ErrorOf(await fixture.RefreshAsync(tokens)));
        using var security = await browser.GetAsync(SignInPaths.Security);
        Assert.Equal(HttpStatusCode.SeeOther, security.StatusCode);
    }

    [Fact]
    public async Task RefreshToken_UsedAgain_IsAnsweredForAWhile_AndThenEndsTheSession()
    {
        using var browser = await fixture.SignedInAsync("aster", fixture.NewMember());
        var first = await fixture.TokensAsync(browser);
        var second = await fixture.RefreshAsync(first);
        // The answer may have been lost.
        var again = await fixture.RefreshAsync(first);
        Assert.True(again.TryGetProperty("access_token", out _));
        var third = await fixture.RefreshAsync(second);
        Assert.True(third.TryGetProperty("access_token", out _));

        Assert.Equal("invalid_grant", ErrorOf(await fixture.RefreshAsync(first)));
        Assert.Equal("invalid_grant", ErrorOf(await fixture.RefreshAsync(third)));
    }

    [Fact]
    public async Task RefreshToken_BroughtByManyAtOnce_IsReplacedOnce()
    {
        using var browser = await fixture.SignedInAsync("aster", fixture.NewMember());
        var first = await fixture.TokensAsync(browser);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => fixture.RefreshAsync(first)));
        Assert.All(answers, a => Assert.True(a.TryGetProperty("access_token", out _)));
        await fixture.ChangeAsync(async db =>
        {
            var session = Guid.Parse((await fixture.CallerAsync(first)).Session!);
            var grant = await db.Grants.SingleAsync(
                g => g.SessionId == session, TestContext.Current.CancellationToken);
            Assert.Equal(1, grant.RefreshNumber);
        });
    }

    [Fact]
    public async Task Code_WithoutItsVerifier_OrByAnotherKey_IsWorthNothing()
    {
        using var browser = await fixture.SignedInAsync("aster", fixture.NewMember());
        var (code, verifier) = await SignInFixture.CodeOfAsync(browser);
        var wrong = Secret.New().Text;
        Assert.Equal("invalid_grant", ErrorOf(await fixture.ExchangeAsync(
            null, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", SignInFixture.Callback),
            ("code_verifier", wrong))));
        using var thief = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal("invalid_client", ErrorOf(await fixture.ExchangeAsync(
            thief, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", SignInFixture.Callback),
            ("code_verifier", verifier))));
        Assert.Equal("unauthorized_client", ErrorOf(await fixture.ExchangeAsync(
            null, ("grant_type", "client_credentials"))));
    }

    [Theory]
    [InlineData("&code_challenge_method=plain", "invalid_request")]
    [InlineData("&response_type=token", "invalid_request")]
    [InlineData("&prompt=none", "login_required")]
    public async Task Authorize_OfThisKind_IsRefused(string more, string error)
    {
        using var browser = fixture.Browser();
        using var answer = await browser.GetAsync(SignInFixture.Authorize(Secret.New().Text, more));
        var said = answer.Headers.Location is null
            ? await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            : answer.Headers.Location.Query;
        Assert.Contains($"error{(answer.Headers.Location is null ? ":" : "=")}{error}", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authorize_ForAnotherAddress_GoesNowhere()
    {
        using var browser = await fixture.SignedInAsync("aster", fixture.NewMember());
        var path = SignInFixture.Authorize(Secret.New().Text).Replace(
            Uri.EscapeDataString(SignInFixture.Callback), Uri.EscapeDataString("https://evil.example/signin/callback"),
            StringComparison.Ordinal);
        using var answer = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task Authorize_AskingForARecentSignIn_SendsBackToIt()
    {
        using var browser = await fixture.SignedInAsync("aster", fixture.NewMember());
        var session = (await fixture.CallerAsync(await fixture.TokensAsync(browser))).Session!;
        await fixture.AgeAsync(session, TimeSpan.FromMinutes(6));
        using var answer = await browser.GetAsync(SignInFixture.Authorize(Secret.New().Text, "&max_age=300"));
        Assert.StartsWith(SignInPaths.SignIn, answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var relaxed = await browser.GetAsync(SignInFixture.Authorize(Secret.New().Text, "&max_age=3600"));
        Assert.StartsWith(SignInFixture.Callback, relaxed.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Whoever runs the alliance's credentials neither sees the pages' client nor ends it.</summary>
    [Fact]
    public async Task Client_OfThePages_IsNoCredentialOfTheAlliance() => await fixture.ChangeAsync(async db =>
    {
        Assert.DoesNotContain(
            await db.Clients.Where(c => c.Owner == ResourceNames.Alliance)
                .Select(c => c.ClientId).ToListAsync(TestContext.Current.CancellationToken),
            id => id == WebClient.Id);
        Assert.True(await db.Clients.AnyAsync(
            c => c.ClientId == WebClient.Id, TestContext.Current.CancellationToken));
    });

    [Fact]
    public async Task Session_EndedInAnotherBrowser_GetsNoTokens()
    {
        using var one = await fixture.SignedInAsync("aster", fixture.NewMember());
        await fixture.AddAsync(one, "elsewhere@example.org");
        using var two = await fixture.SignedInByCodeAsync("elsewhere@example.org");
        var tokens = await fixture.TokensAsync(one);
        using (await two.PostAsync(
            SignInPaths.EndSession, ("session", (await fixture.CallerAsync(tokens)).Session!)))
            Assert.Equal("invalid_grant", ErrorOf(await fixture.RefreshAsync(tokens)));
        // There is no partners module here to tell other processes.
        var ended = (await fixture.CallerAsync(tokens)).Session!;
        Assert.Contains(
            fixture.Process.Log.Of("SessionNotRefused"), l => l.Contains(ended, StringComparison.Ordinal));
        Assert.NotNull((await fixture.CallerAsync(await fixture.TokensAsync(two))).Person);
    }

    [Fact]
    public async Task Session_OfSomebodyElse_CannotBeEnded()
    {
        using var one = await fixture.SignedInAsync("aster", fixture.NewMember());
        var tokens = await fixture.TokensAsync(one);
        using var two = await fixture.SignedInAsync("aster", fixture.NewMember());
        await fixture.AddAsync(two, "other@example.org");
        using (await two.PostAsync(
            SignInPaths.EndSession, ("session", (await fixture.CallerAsync(tokens)).Session!)))
            Assert.True((await fixture.RefreshAsync(tokens)).TryGetProperty("access_token", out _));
    }

    private static string? ErrorOf(System.Text.Json.JsonElement answer) =>
        answer.TryGetProperty("error", out var error) ? error.GetString() : null;
}

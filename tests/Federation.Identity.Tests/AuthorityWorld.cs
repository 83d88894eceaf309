using System.Net;
using Federation.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity.Tests;

/// <summary>An identity module whose staff may sign in at another OpenID Connect provider.</summary>
internal sealed class AuthorityWorld : IAsyncDisposable
{
    private readonly string secretFile = Path.GetTempFileName();

    private AuthorityWorld(OtherProvider provider, string matchBy) =>
        (Provider, SignIn) = (provider, new Identity(provider, secretFile, matchBy));

    public OtherProvider Provider { get; }

    public SignInFixture SignIn { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<AuthorityWorld> StartAsync(string matchBy = "sub")
    {
        var provider = await OtherProvider.StartAsync();
        var world = new AuthorityWorld(provider, matchBy);
        await File.WriteAllTextAsync(world.secretFile, OtherProvider.ClientSecret + "\n", Cancel);
        await world.SignIn.InitializeAsync();
        await provider.RegisterAsync(world.CallbackAddress);
        return world;
    }

    public string CallbackAddress => new Uri(SignIn.Process.Http1, AuthorityPaths.Callback).ToString();

    public TestBrowser Browser() => SignIn.Browser();

    /// <summary>An invited person.</summary>
    /// <returns>The user, and the path of the invitation.</returns>
    public async Task<(Guid User, string Path)> InviteAsync()
    {
        var now = Moments.Cut(DateTimeOffset.UtcNow);
        var (id, secret) = (Guid.CreateVersion7(now), Secret.New().Text);
        await SignIn.ChangeAsync(async db =>
        {
            db.Staff.Add(new StaffUser
            {
                Id = id,
                Owner = "partners/aster",
                Person = $"p{id:N}",
                DisplayName = "Ann",
                Role = StaffRoles.Admin,
                State = StaffState.Invited,
                CreateTime = now,
                UpdateTime = now,
            });
            db.Invitations.Add(new Invitation
            {
                Hash = Invitations.HashOf(secret),
                UserId = id,
                CreateTime = now,
                ExpireTime = now.AddDays(1),
            });
            await db.SaveChangesAsync(Cancel);
        });
        return (id, $"{SignInPaths.Invitation}/{secret}");
    }

    /// <summary>Somebody who has taken up an invitation with an account at the provider.</summary>
    public async Task<Guid> EnrolAsync(TestBrowser browser, string account, bool verified = true)
    {
        var (user, path) = await InviteAsync();
        using (var page = await browser.PostAsync(path + "/authority"))
            Assert.Contains(AuthorityPaths.Go, await StaffSignInFixture.TextOf(page), StringComparison.Ordinal);
        using var done = await browser.GetAsync(
            await WayBackAsync(browser, AuthorityPaths.Go, account, verified: verified));
        Assert.Equal(SignInPaths.Security, done.Headers.Location?.ToString());
        return user;
    }

    /// <summary>Goes to the provider, signs in there where it asks for it, and comes back.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="start">The link with which it leaves.</param>
    /// <param name="account">Who signs in there; empty: somebody who refuses.</param>
    /// <param name="age">How long ago that was.</param>
    /// <param name="acr">How strongly.</param>
    /// <param name="verified">Whether the provider has verified the address.</param>
    /// <returns>The address with which the browser comes back, not yet opened.</returns>
    public async Task<string> WayBackAsync(
        TestBrowser browser, string start, string account, TimeSpan age = default, string acr = "",
        bool verified = true)
    {
        var next = start;
        for (var steps = 0; steps < 10; steps++)
        {
            var interaction = next.Contains("/interaction/", StringComparison.Ordinal);
            using var answer = interaction
                ? await browser.PostAsync(
                    next, ("account", account), ("acr", acr), ("verified", verified ? "true" : "false"),
                    ("ts", age == default ? "" : $"{(DateTimeOffset.UtcNow - age).ToUnixTimeSeconds()}"))
                : await browser.GetAsync(next);
            Assert.True(
                answer.Headers.Location is not null,
                $"{next}: {answer.StatusCode} {await StaffSignInFixture.TextOf(answer)}");
            var location = answer.Headers.Location;
            next = location.IsAbsoluteUri ? location.ToString() : new Uri(new Uri(next), location).ToString();
            if (next.StartsWith(CallbackAddress, StringComparison.Ordinal))
                return next;
        }
        throw new InvalidOperationException($"The provider sends the browser round in circles: {next}");
    }

    /// <summary>The browser is signed in at the provider no more: it would ask whether to end that session.</summary>
    public void Forget(TestBrowser browser)
    {
        foreach (Cookie cookie in browser.Cookies.GetCookies(Provider.Issuer))
            if (cookie.Name.StartsWith('_'))
                cookie.Expired = true;
    }

    public async Task<int> UsersAsync()
    {
        var count = 0;
        await SignIn.ChangeAsync(async db => count = await db.Staff.CountAsync(Cancel));
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await SignIn.DisposeAsync();
        await Provider.DisposeAsync();
        File.Delete(secretFile);
    }

    private sealed class Identity(OtherProvider provider, string secretFile, string matchBy) : SignInFixture
    {
        protected override void Configure(WebApplicationBuilder builder)
        {
            const string section = "Identity:StaffAuthority:";
            builder.Configuration[section + "Issuer"] = provider.Issuer.ToString();
            builder.Configuration[section + "Name"] = "Example Inc";
            builder.Configuration[section + "ClientId"] = OtherProvider.ClientId;
            builder.Configuration[section + "ClientSecretFile"] = secretFile;
            builder.Configuration[section + "Scopes"] = "openid email";
            builder.Configuration[section + "MatchBy"] = matchBy;
        }
    }
}

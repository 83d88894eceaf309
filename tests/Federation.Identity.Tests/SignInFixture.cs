using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Federation.Hosting;
using Federation.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Identity.Tests;

/// <summary>An identity module with the pages as a client, and what tests do in their place.</summary>
public class SignInFixture : IAsyncLifetime
{
    private const string Pages = "https://pages.example";
    private readonly ConcurrentDictionary<string, int> read = new();
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string keyFile = Path.Combine(Path.GetTempPath(), $"federation-web-{Guid.NewGuid():N}.pem");

    public IdentityProcess Process { get; private set; } = null!;

    public static string Callback => Pages + "/signin/callback";

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(keyFile, key.ExportSubjectPublicKeyInfoPem());
        Process = await IdentityProcess.StartAsync(
            await TestDatabase.CreateAsync(TestDatabase.Default),
            (builder, _) =>
            {
                builder.Configuration["Identity:WebClient:Addresses:0"] = Pages;
                builder.Configuration["Identity:WebClient:PublicKeyFile"] = keyFile;
                builder.Configuration["Identity:CodesPerOrigin"] = "100000";
                Configure(builder);
            });
    }

    protected virtual void Configure(WebApplicationBuilder builder)
    {
    }

    internal TestBrowser Browser() => new(Process.Http1);

    /// <summary>A member's id of the alliance's making.</summary>
    public MemberId NewMember() =>
        Process.Services.GetRequiredService<MemberNames>().NewId(DateTimeOffset.UtcNow);

    /// <summary>The path of a brand's link for a member.</summary>
    public async Task<string> LinkAsync(string partner, MemberId member)
    {
        await using var scope = Process.Services.CreateAsyncScope();
        var links = scope.ServiceProvider.GetRequiredService<SignInLinks>();
        var code = links.CodeOf(Principal.Parse("partners/" + partner), Guid.NewGuid());
        links.Add(code, partner, member);
        await scope.ServiceProvider.GetRequiredService<IdentityDb>().SaveChangesAsync();
        return $"{SignInPaths.Link}/{code}";
    }

    /// <summary>A browser that a brand's link has signed in.</summary>
    internal async Task<TestBrowser> SignedInAsync(string partner, MemberId member)
    {
        var browser = Browser();
        using var used = await browser.PostAsync(await LinkAsync(partner, member));
        Assert.Equal(Pages + "/signin", used.Headers.Location!.ToString());
        return browser;
    }

    /// <summary>The next code that is sent to an address, waited for: each is read once, since codes are sent behind
    /// the answers, and an earlier one may stand there still.</summary>
    public async Task<string> CodeAsync(string address)
    {
        var file = Process.Deployment.PathInData("sign-in-codes.txt");
        var number = read.AddOrUpdate(address, 1, (_, before) => before + 1);
        for (; ; await Task.Delay(20, TestContext.Current.CancellationToken))
            if (File.Exists(file) && (await File.ReadAllLinesAsync(file))
                .Where(l => l.Contains($" {address} ", StringComparison.Ordinal))
                .ElementAtOrDefault(number - 1) is { } line)
                return line.Split(' ')[^1];
    }

    /// <summary>Adds an address to the browser's session, with the code that comes there.</summary>
    internal async Task AddAsync(TestBrowser browser, string address)
    {
        using var asked = await browser.PostAsync(SignInPaths.AddContact, ("address", address));
        Assert.StartsWith(SignInPaths.Code, asked.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var added = await browser.PostAsync(SignInPaths.TryCode, ("code", await CodeAsync(address)));
        Assert.Equal(SignInPaths.Security, added.Headers.Location?.ToString());
    }

    /// <summary>A browser that has signed in with a code to an address.</summary>
    internal async Task<TestBrowser> SignedInByCodeAsync(string address)
    {
        var browser = Browser();
        using var asked = await browser.PostAsync(SignInPaths.Code, ("address", address));
        using var done = await browser.PostAsync(SignInPaths.TryCode, ("code", await CodeAsync(address)));
        Assert.Equal(SignInPaths.Security, done.Headers.Location?.ToString());
        return browser;
    }

    /// <summary>The path with which the pages ask for a code, with a challenge for the verifier.</summary>
    public static string Authorize(string verifier, string more = "")
    {
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return $"{IdentityModule.AuthorizePath}?client_id={WebClient.Id}&response_type=code"
            + "&scope=openid%20offline_access"
            + $"&redirect_uri={Uri.EscapeDataString(Callback)}&state=s&nonce=n&code_challenge={challenge}"
            + $"&code_challenge_method=S256{more}";
    }

    /// <summary>What the token endpoint answers to the pages.</summary>
    /// <param name="signer">Signs for the pages; null: their key.</param>
    /// <param name="fields">The grant.</param>
    public async Task<JsonElement> ExchangeAsync(ECDsa? signer, params (string Name, string Value)[] fields)
    {
        var now = DateTime.UtcNow;
        var assertion = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = WebClient.Id,
            Audience = Process.Deployment.Issuer,
            Claims = new Dictionary<string, object> { ["sub"] = WebClient.Id, ["jti"] = Guid.NewGuid().ToString() },
            IssuedAt = now,
            Expires = now.AddMinutes(1),
            TokenType = "client-authentication+jwt",
            SigningCredentials = new(new ECDsaSecurityKey(signer ?? key), SecurityAlgorithms.EcdsaSha256),
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Process.Http1, IdentityModule.TokenPath));
        request.Content = new FormUrlEncodedContent(new Dictionary<string, string>(
            fields.Select(f => KeyValuePair.Create(f.Name, f.Value)))
        {
            ["client_id"] = WebClient.Id,
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = assertion,
        });
        using var response = await Process.SendAsync(request);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>Tokens for the browser's session, as the pages get them.</summary>
    internal async Task<JsonElement> TokensAsync(TestBrowser browser)
    {
        var (code, verifier) = await CodeOfAsync(browser);
        return await ExchangeAsync(null, ("grant_type", "authorization_code"), ("code", code),
            ("redirect_uri", Callback), ("code_verifier", verifier));
    }

    /// <summary>An authorization code for the browser's session, and the verifier that goes with it.</summary>
    internal static async Task<(string Code, string Verifier)> CodeOfAsync(TestBrowser browser)
    {
        var verifier = Secret.New().Text;
        using var answer = await browser.GetAsync(Authorize(verifier));
        Assert.StartsWith(Callback, answer.Headers.Location?.ToString(), StringComparison.Ordinal);
        return (QueryOf(answer)["code"], verifier);
    }

    internal static Dictionary<string, string> QueryOf(HttpResponseMessage answer) =>
        answer.Headers.Location!.Query.TrimStart('?').Split('&').Select(p => p.Split('=', 2))
            .ToDictionary(p => p[0], p => Uri.UnescapeDataString(p[1]));

    /// <summary>The refresh token of an answer, used.</summary>
    public Task<JsonElement> RefreshAsync(JsonElement tokens) => ExchangeAsync(
        null, ("grant_type", "refresh_token"), ("refresh_token", tokens.GetProperty("refresh_token").GetString()!));

    /// <summary>Who the access token's bearer is.</summary>
    public async Task<Caller> CallerAsync(JsonElement tokens) =>
        await Process.Services.GetRequiredService<AccessTokens>().CheckAsync(
            "Bearer " + tokens.GetProperty("access_token").GetString(), Permissions.PublicAudience,
            TestContext.Current.CancellationToken);

    /// <summary>Lets a session's sign-in be so long ago.</summary>
    internal Task AgeAsync(string session, TimeSpan age)
    {
        var (id, then) = (Guid.Parse(session), Moments.Cut(DateTimeOffset.UtcNow - age));
        return ChangeAsync(async db =>
        {
            foreach (var session in await db.Sessions.Where(s => s.Id == id).ToListAsync())
                session.AuthTime = then;
            await db.SaveChangesAsync();
        });
    }

    /// <summary>Changes rows as time would.</summary>
    internal async Task ChangeAsync(Func<IdentityDb, Task> change)
    {
        await using var scope = Process.Services.CreateAsyncScope();
        await change(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Process.DisposeAsync();
        File.Delete(keyFile);
        key.Dispose();
    }
}

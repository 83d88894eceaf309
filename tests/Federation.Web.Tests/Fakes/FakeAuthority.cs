using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Federation.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Web.Tests;

/// <summary>An issuer of another make: metadata, the code flow with PKCE, refresh tokens that work once.</summary>
internal sealed class FakeAuthority : IAsyncDisposable
{
    private static readonly JsonWebTokenHandler Tokens = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce)> codes = new();
    private readonly ConcurrentDictionary<string, bool> refreshTokens = new();
    private readonly WebApplication app;
    private int number;

    private FakeAuthority(WebApplication app) => this.app = app;

    public string Issuer => app.Urls.Single();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Of whoever signs in.</summary>
    public string Role { get; set; } = "member";

    /// <summary>As whom people of brands act.</summary>
    public string Principal => Role.StartsWith("alliance-", StringComparison.Ordinal) ? "admins/ada" : "partners/aster";

    /// <summary>What tokens are good for; null: everything that the role may have.</summary>
    public IReadOnlyList<string>? Scopes { get; set; }

    public string Subject { get; set; } = "person-1";

    public int TokenSeconds { get; set; } = 900;

    /// <summary>When the person proved who they are.</summary>
    public DateTimeOffset AuthTime { get; set; } = DateTimeOffset.UtcNow;

    /// <summary>Answers nothing but 503.</summary>
    public bool IsAway { get; set; }

    /// <summary>Changes the identity token's claims: what a broken or hostile issuer would send.</summary>
    public Action<Dictionary<string, object>> Spoil { get; set; } = _ => { };

    /// <summary>Signs the identity token with another key than the one that it publishes.</summary>
    public bool SignsWithAnotherKey { get; set; }

    public int Renewals => renewals;

    public ConcurrentBag<string> Revoked { get; } = [];

    public ConcurrentBag<JsonWebToken> Assertions { get; } = [];

    private int renewals;

    public static async Task<FakeAuthority> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var authority = new FakeAuthority(app);
        authority.Map();
        await app.StartAsync();
        return authority;
    }

    private void Map()
    {
        app.Use(async (context, next) =>
        {
            if (IsAway)
                context.Response.StatusCode = 503;
            else
                await next(context);
        });
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = Issuer + "/authorize",
            ["token_endpoint"] = Issuer + "/token",
            ["jwks_uri"] = Issuer + "/keys",
            ["revocation_endpoint"] = Issuer + "/revoke",
        }));
        app.MapGet("/keys", () =>
        {
            var published = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(key));
            return Results.Json(new
            {
                keys = new[]
                {
                    new { kty = "EC", crv = "P-256", x = published.X, y = published.Y, kid = "1", use = "sig" },
                },
            });
        });
        app.MapGet("/authorize", (HttpRequest request) =>
        {
            var query = request.Query;
            var code = "code-" + Interlocked.Increment(ref number);
            Assert.Equal("S256", query["code_challenge_method"]);
            codes[code] = (query["code_challenge"]!, query["nonce"]!);
            return Results.Redirect(QueryHelpers.AddQueryString(query["redirect_uri"]!, new Dictionary<string, string?>
            {
                ["code"] = code,
                ["state"] = query["state"],
                ["iss"] = Issuer,
            }));
        });
        app.MapPost("/token", TokenAsync);
        app.MapPost("/revoke", async (HttpRequest request) =>
            Revoked.Add((await request.ReadFormAsync())["token"].ToString()));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        Assertions.Add(new JsonWebToken(form["client_assertion"]));
        var nonce = "";
        if (form["grant_type"] == "refresh_token")
        {
            Interlocked.Increment(ref renewals);
            // As long as it takes for others to come.
            await Task.Delay(50);
            if (!refreshTokens.TryRemove(form["refresh_token"].ToString(), out _))
                return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }
        else
        {
            if (!codes.TryRemove(form["code"].ToString(), out var code)
                || code.Challenge != Base64UrlEncoder.Encode(
                    SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))))
                return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
            nonce = code.Nonce;
        }
        var refresh = "refresh-" + Interlocked.Increment(ref number);
        refreshTokens[refresh] = true;
        return Results.Json(new Dictionary<string, object>
        {
            ["access_token"] = Sign(AccessOf(number), key),
            ["token_type"] = "Bearer",
            ["expires_in"] = TokenSeconds,
            ["refresh_token"] = refresh,
            ["id_token"] = Identity(nonce),
        });
    }

    /// <summary>The claims of an access token, as the alliance's own issuer makes them for people.</summary>
    private Dictionary<string, object> AccessOf(int made) => new()
    {
        ["sub"] = Principal,
        ["role"] = Role,
        ["scope"] = string.Join(
            ' ', Scopes ?? (Permissions.RoleOf(Role) is { } role ? Permissions.ScopesOf(role) : [])),
        ["n"] = made,
    };

    private string Identity(string nonce)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["aud"] = "web",
            ["sub"] = Subject,
            ["name"] = "Ada",
            ["nonce"] = nonce,
            ["auth_time"] = AuthTime.ToUnixTimeSeconds(),
            ["exp"] = Time.GetUtcNow().ToUnixTimeSeconds() + 300,
        };
        Spoil(claims);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Sign(claims, SignsWithAnotherKey ? other : key);
    }

    private static string Sign(Dictionary<string, object> claims, ECDsa key) =>
        Tokens.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            SigningCredentials = new SigningCredentials(
                new ECDsaSecurityKey(key)
                {
                    KeyId = "1",
                    CryptoProviderFactory = new() { CacheSignatureProviders = false },
                },
                SecurityAlgorithms.EcdsaSha256),
        });

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.Dispose();
    }
}

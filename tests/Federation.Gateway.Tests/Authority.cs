using System.Security.Cryptography;
using Federation.Hosting;
using Federation.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Gateway.Tests;

/// <summary>A token issuer: OpenID Connect metadata on a loopback port, and tokens to order.</summary>
public sealed class Authority : IAsyncDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private WebApplication? app;

    public string Issuer { get; private set; } = "";

    public async Task StartAsync(LogCollector log)
    {
        var builder = Kestrels.Builder(log);
        builder.WebHost.ConfigureKestrel(k => k.Listen(System.Net.IPAddress.Loopback, 0));
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () =>
            Results.Json(new { issuer = Issuer, jwks_uri = Issuer + "/keys" }));
        app.MapGet("/keys", () =>
        {
            var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(
                new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(false))) { KeyId = "test" });
            return Results.Json(new
            {
                keys =
                new[] { new { kty = jwk.Kty, crv = jwk.Crv, x = jwk.X, y = jwk.Y, kid = "test", use = "sig" } }
            });
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        Issuer = app.Address();
    }

    public string Token(string principal = "partners/aster", string audience = Permissions.PublicAudience,
        TimeSpan? age = null, ECDsa? signedBy = null, string type = "at+jwt",
        Role role = Role.PartnerService, string scope = "ledger.earn ledger.read",
        string client = "a-client", string user = "")
    {
        var issued = DateTime.UtcNow - (age ?? TimeSpan.Zero);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Issuer,
                TokenType = type,
                Audience = audience,
                IssuedAt = issued,
                NotBefore = issued,
                Expires = issued.AddMinutes(15),
                Claims = new Dictionary<string, object>
                {
                    ["sub"] = principal,
                    ["role"] = Permissions.NameOf(role),
                    ["scope"] = scope,
                    ["client_id"] = client,
                }.Concat(user.Length == 0 ? [] : [new("user", user)]).ToDictionary(),
                SigningCredentials = new SigningCredentials(
                new ECDsaSecurityKey(signedBy ?? key) { KeyId = "test" }, SecurityAlgorithms.EcdsaSha256),
            });
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        key.Dispose();
    }
}

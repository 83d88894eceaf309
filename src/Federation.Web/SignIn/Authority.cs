using System.Net;
using System.Text.Json;
using Federation.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Web;

/// <summary>The issuer, known by its metadata alone: any OpenID Connect provider with the code flow, PKCE and refresh
/// tokens serves.</summary>
internal sealed class Authority : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What proves something to others; never "none" or a shared secret.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSsaPssSha256,
    ];

    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };
    private readonly WebOptions options;
    private readonly ClientKey key;
    private readonly TimeProvider time;
    private readonly HttpClient http = new() { Timeout = Patience };
    private readonly ConfigurationManager<OpenIdConnectConfiguration> metadata;

    public Authority(WebOptions options, ClientKey key, TimeProvider time)
    {
        (this.options, this.key, this.time) = (options, key, time);
        var address = options.MetadataAddress?.ToString()
            ?? options.Authority!.ToString().TrimEnd('/') + "/.well-known/openid-configuration";
        metadata = new ConfigurationManager<OpenIdConnectConfiguration>(
            address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(http)
            {
                // What cleartext there may be was decided at the start.
                RequireHttps = false,
            });
    }

    /// <exception cref="AuthorityAwayException">It does not answer.</exception>
    public async Task<OpenIdConnectConfiguration> MetadataAsync(CancellationToken cancel)
    {
        try
        {
            var found = await metadata.GetConfigurationAsync(cancel);
            // A trailing slash is all that may differ.
            if (found.Issuer?.TrimEnd('/') != options.Authority!.ToString().TrimEnd('/'))
                throw new AuthorityAwayException($"The metadata of {options.Authority} is of {found.Issuer}.");
            return string.IsNullOrEmpty(found.AuthorizationEndpoint) || string.IsNullOrEmpty(found.TokenEndpoint)
                ? throw new AuthorityAwayException($"Nobody can sign in at {options.Authority}: it has no endpoint.")
                : found;
        }
        catch (InvalidOperationException e)
        {
            throw new AuthorityAwayException($"The metadata of {options.Authority} cannot be read.", e);
        }
    }

    /// <summary>Asks the token endpoint.</summary>
    /// <exception cref="AuthorityAwayException">It does not answer.</exception>
    /// <exception cref="SignInRefusedException">It refuses.</exception>
    public async Task<SessionTokens> TokensAsync(
        IEnumerable<KeyValuePair<string, string>> grant, CancellationToken cancel)
    {
        var found = await MetadataAsync(cancel);
        var (status, body) = await PostAsync(found, found.TokenEndpoint, grant, cancel);
        if (status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            throw new AuthorityAwayException($"The issuer answers {(int)status}.");
        try
        {
            using var answer = JsonDocument.Parse(body);
            var root = answer.RootElement;
            if (status != HttpStatusCode.OK)
                throw new SignInRefusedException($"The issuer refuses: {Text(root, "error")}.");
            var life = root.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt64(out var s) ? s : 300;
            return new SessionTokens(
                Text(root, "access_token") ?? throw new SignInRefusedException("The issuer gave no access token."),
                time.UtcNow() + TimeSpan.FromSeconds(life), Text(root, "refresh_token"), Text(root, "id_token"));
        }
        catch (JsonException e)
        {
            throw new SignInRefusedException("The issuer's answer is no JSON.", e);
        }
    }

    /// <summary>Reads an identity token, checked against the issuer's keys.</summary>
    /// <exception cref="SignInRefusedException">It is not the issuer's, or not for us, or not for this
    /// sign-in.</exception>
    public async Task<JsonWebToken> IdentityAsync(string? token, string nonce, CancellationToken cancel)
    {
        var found = await MetadataAsync(cancel);
        var read = await Tokens.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ConfigurationManager = metadata,
            ValidIssuer = found.Issuer,
            ValidAudience = options.ClientId,
            ValidAlgorithms = Algorithms,
            ClockSkew = TimeSpan.FromMinutes(1),
            LifetimeValidator = (before, until, _, rules) => IsOfNow(before, until, rules.ClockSkew),
        });
        if (!read.IsValid)
            throw new SignInRefusedException("The identity token is not good.", read.Exception);
        var identity = (JsonWebToken)read.SecurityToken;
        if (Claim(identity, "nonce") != nonce)
            throw new SignInRefusedException("The identity token is of another sign-in.");
        if (Claim(identity, "azp") is { } party && party != options.ClientId)
            throw new SignInRefusedException("The identity token is for another application.");
        return identity;
    }

    /// <summary>Tells the issuer that a refresh token is not used any more (RFC 7009), where it can be told.</summary>
    public async Task RevokeAsync(SessionTokens tokens, CancellationToken cancel)
    {
        try
        {
            var found = await MetadataAsync(cancel);
            if (tokens.Refresh is { } refresh && found.RevocationEndpoint is { Length: > 0 } endpoint)
                await PostAsync(
                    found, endpoint, [new("token", refresh), new("token_type_hint", "refresh_token")], cancel);
        }
        catch (AuthorityAwayException)
        {
            // The session here has ended; that of the issuer ends by itself.
        }
    }

    public static string? Claim(JsonWebToken token, string name) =>
        token.TryGetPayloadValue<string>(name, out var value) ? value : null;

    public void Dispose() => http.Dispose();

    private async Task<(HttpStatusCode Status, string Body)> PostAsync(
        OpenIdConnectConfiguration found, string endpoint, IEnumerable<KeyValuePair<string, string>> fields,
        CancellationToken cancel)
    {
        try
        {
            using var form = new FormUrlEncodedContent(fields.Concat(key.Proof(found.Issuer, time.GetUtcNow())));
            using var answer = await http.PostAsync(endpoint, form, cancel);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
        }
        catch (Exception e) when (
            e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            throw new AuthorityAwayException("The issuer does not answer.", e);
        }
    }

    private bool IsOfNow(DateTime? before, DateTime? until, TimeSpan skew)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return until is { } end && now < end + skew && (before is null || now >= before - skew);
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

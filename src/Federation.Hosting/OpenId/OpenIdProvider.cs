using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Hosting;

/// <summary>An issuer at which people sign in, known by its metadata alone: any OpenID Connect provider with the code
/// flow and PKCE serves.</summary>
public sealed class OpenIdProvider : IDisposable
{
    /// <summary>How far its clock and ours may be apart.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private const string MetadataPath = "/.well-known/openid-configuration";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What proves something to others; never "none" or a shared secret.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSsaPssSha256,
    ];

    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };
    private readonly Uri issuer;
    private readonly string clientId;
    private readonly OpenIdProof proof;
    private readonly TimeProvider time;
    private readonly HttpClient http = new() { Timeout = Patience };
    private readonly ConfigurationManager<OpenIdConnectConfiguration> metadata;

    /// <param name="issuer">The issuer.</param>
    /// <param name="metadataAddress">Where its metadata is read; null: below the issuer.</param>
    /// <param name="clientId">What we are called there.</param>
    /// <param name="proof">How we prove it.</param>
    /// <param name="time">System time.</param>
    public OpenIdProvider(Uri issuer, Uri? metadataAddress, string clientId, OpenIdProof proof, TimeProvider time)
    {
        (this.issuer, this.clientId, this.proof, this.time) = (issuer, clientId, proof, time);
        metadata = new ConfigurationManager<OpenIdConnectConfiguration>(
            metadataAddress?.ToString() ?? issuer.ToString().TrimEnd('/') + MetadataPath,
            new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever(http)
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
            if (found.Issuer?.TrimEnd('/') != issuer.ToString().TrimEnd('/'))
                throw new AuthorityAwayException($"The metadata of {issuer} is of {found.Issuer}.");
            return string.IsNullOrEmpty(found.AuthorizationEndpoint) || string.IsNullOrEmpty(found.TokenEndpoint)
                ? throw new AuthorityAwayException($"Nobody can sign in at {issuer}: it has no endpoint.")
                : found;
        }
        catch (InvalidOperationException e)
        {
            throw new AuthorityAwayException($"The metadata of {issuer} cannot be read.", e);
        }
    }

    /// <summary>Where a browser is sent to sign in.</summary>
    /// <param name="attempt">What was made up for it.</param>
    /// <param name="redirect">Where it comes back to.</param>
    /// <param name="scope">What is asked for.</param>
    /// <param name="more">Further parameters; those without a value are left out.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="AuthorityAwayException">It does not answer.</exception>
    public async Task<string> AddressAsync(
        OpenIdAttempt attempt, string redirect, string scope, IReadOnlyDictionary<string, string?> more,
        CancellationToken cancel)
    {
        var found = await MetadataAsync(cancel);
        return QueryHelpers.AddQueryString(found.AuthorizationEndpoint, new Dictionary<string, string?>(
            more.Where(p => p.Value is not null))
        {
            ["response_type"] = "code",
            ["client_id"] = clientId,
            ["redirect_uri"] = redirect,
            ["scope"] = scope,
            ["state"] = attempt.State,
            ["nonce"] = attempt.Nonce,
            ["code_challenge"] = attempt.Challenge,
            ["code_challenge_method"] = "S256",
        });
    }

    /// <summary>Asks the token endpoint.</summary>
    /// <returns>What it answers to a good grant.</returns>
    /// <exception cref="AuthorityAwayException">It does not answer.</exception>
    /// <exception cref="SignInRefusedException">It refuses.</exception>
    public async Task<JsonElement> TokensAsync(
        IEnumerable<KeyValuePair<string, string>> grant, CancellationToken cancel)
    {
        var found = await MetadataAsync(cancel);
        var (status, body) = await PostAsync(found.TokenEndpoint, grant, cancel);
        if (status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            throw new AuthorityAwayException($"The issuer answers {(int)status}.");
        try
        {
            using var answer = JsonDocument.Parse(body);
            return status == HttpStatusCode.OK
                ? answer.RootElement.Clone()
                : throw new SignInRefusedException($"The issuer refuses: {Text(answer.RootElement, "error")}.");
        }
        catch (JsonException e)
        {
            throw new SignInRefusedException("The issuer's answer is no JSON.", e);
        }
    }

    /// <summary>Exchanges the code with which a browser came back.</summary>
    /// <returns>What the token endpoint answers.</returns>
    /// <exception cref="AuthorityAwayException">It does not answer.</exception>
    /// <exception cref="SignInRefusedException">It refuses.</exception>
    public Task<JsonElement> ExchangeAsync(
        OpenIdAttempt attempt, string code, string redirect, CancellationToken cancel) => TokensAsync(
            [
                new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", redirect),
                new("code_verifier", attempt.Verifier),
            ], cancel);

    /// <summary>Whether an answer names this issuer (RFC 9207), if it names one.</summary>
    /// <exception cref="AuthorityAwayException">It does not answer.</exception>
    /// <exception cref="SignInRefusedException">It names another one.</exception>
    public async Task RequireItselfAsync(string? named, CancellationToken cancel)
    {
        if (named is not null && named != (await MetadataAsync(cancel)).Issuer)
            throw new SignInRefusedException("The answer is of another issuer.");
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
            ValidAudience = clientId,
            ValidAlgorithms = Algorithms,
            ClockSkew = ClockSkew,
            LifetimeValidator = (before, until, _, rules) => IsOfNow(before, until, rules.ClockSkew),
        });
        if (!read.IsValid)
            throw new SignInRefusedException("The identity token is not good.", read.Exception);
        var identity = (JsonWebToken)read.SecurityToken;
        if (Claim(identity, "nonce") != nonce)
            throw new SignInRefusedException("The identity token is of another sign-in.");
        if (Claim(identity, "azp") is { } party && party != clientId)
            throw new SignInRefusedException("The identity token is for another application.");
        return identity;
    }

    /// <summary>Posts a form to one of the issuer's addresses, with the proof of who we are.</summary>
    /// <exception cref="AuthorityAwayException">It does not answer.</exception>
    public async Task<(HttpStatusCode Status, string Body)> PostAsync(
        string endpoint, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancel)
    {
        var found = await MetadataAsync(cancel);
        try
        {
            using var form = new FormUrlEncodedContent(fields.Concat(proof(found.Issuer, time.GetUtcNow())));
            using var answer = await http.PostAsync(endpoint, form, cancel);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancel));
        }
        catch (Exception e) when (
            e is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            throw new AuthorityAwayException("The issuer does not answer.", e);
        }
    }

    public static string? Claim(JsonWebToken token, string name) =>
        token.TryGetPayloadValue<string>(name, out var value) ? value : null;

    /// <summary>A text of an answer; null where there is none.</summary>
    public static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public void Dispose() => http.Dispose();

    private bool IsOfNow(DateTime? before, DateTime? until, TimeSpan skew)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return until is { } end && now < end + skew && (before is null || now >= before - skew);
    }
}

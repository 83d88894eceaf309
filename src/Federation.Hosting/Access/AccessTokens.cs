using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Federation.Errors.V1;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Hosting;

/// <summary>
/// Checks access tokens, by OpenID Connect metadata alone, and remembers the valid ones by their SHA-256 until they
/// expire: a signature check costs 70 us and more, a look-up one. Whether a partner is suspended is asked elsewhere,
/// each time.
/// </summary>
public sealed class AccessTokens : IDisposable
{
    /// <summary>How long an access token of the alliance's own issuer is good.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(15);

    private const int MaxRemembered = 50_000;
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    private readonly ModuleCredentials? modules;
    private readonly RevokedClients revoked;
    private readonly TimeProvider time;
    private readonly MemoryCache remembered = new(new MemoryCacheOptions { SizeLimit = MaxRemembered });
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string,
        Task<Remembered>> reading = new(StringComparer.Ordinal);
    // Looked for when the first token is checked: a process may know its own address only when it listens.
    private readonly Lazy<Authority> authority;

    /// <param name="deployment">Who makes the tokens.</param>
    /// <param name="modules">Checks the tokens of modules; null where none is accepted: at the gateway, which cannot
    /// read them.</param>
    /// <param name="revoked">Whose tokens are refused before they expire.</param>
    /// <param name="time">System time.</param>
    public AccessTokens(
        IOptions<DeploymentOptions> deployment, ModuleCredentials? modules, RevokedClients revoked, TimeProvider time)
    {
        (this.modules, this.revoked, this.time) = (modules, revoked, time);
        authority = new(() => Authority.Of(deployment.Value));
    }

    /// <summary>Who the bearer is, for an audience.</summary>
    /// <param name="authorization">The header, <c>Bearer …</c>.</param>
    /// <param name="audience">The audience that the token must name.</param>
    /// <param name="beforeReading">Runs before a token that is not remembered is read, which costs a signature
    /// check.</param>
    /// <exception cref="RefusalException">TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED, AUDIENCE_NOT_ACCEPTED,
    /// MODULE_UNREACHABLE.</exception>
    public async ValueTask<Caller> CheckAsync(
        string? authorization, string audience, CancellationToken cancel, Action? beforeReading = null)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || authorization.Length < 8)
            throw new RefusalException(ErrorReason.TokenMissing,
                "The call has no access token; send 'authorization: Bearer …' from /connect/token.");
        var token = authorization[7..];
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        var known = remembered.Get<Remembered>(hash) ?? await ReadOnceAsync(token, hash, beforeReading, cancel);
        Require(known.Caller);
        if (!known.Audiences.Contains(audience))
            throw new RefusalException(new Refusal(
                ErrorReason.AudienceNotAccepted,
                $"The access token is for '{string.Join(' ', known.Audiences)}', not for '{audience}'."));
        return known.Caller;
    }

    /// <summary>That a caller's token, which was checked before, is still good.</summary>
    /// <exception cref="RefusalException">TOKEN_EXPIRED, TOKEN_INVALID.</exception>
    public void Require(Caller caller)
    {
        if (!IsGood(caller))
            throw !revoked.Contain(caller) ? Expired()
                : Invalid(caller.Session is null ? "its credential was revoked" : "its session was ended");
    }

    internal bool IsGood(Caller caller) => caller.Expires > time.GetUtcNow() && !revoked.Contain(caller);

    /// <summary>Many calls at once may bring the same new token: one of them reads it, the others wait for
    /// that.</summary>
    private async Task<Remembered> ReadOnceAsync(
        string token, string hash, Action? beforeReading, CancellationToken cancel)
    {
        var mine = new TaskCompletionSource<Remembered>(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = reading.GetOrAdd(hash, mine.Task);
        if (first != mine.Task)
            return await first.WaitAsync(cancel);
        try
        {
            mine.SetResult(remembered.Get<Remembered>(hash) ?? await ReadNewAsync(token, hash, beforeReading));
        }
        catch (Exception e)
        {
            mine.SetException(e);
        }
        finally
        {
            reading.TryRemove(hash, out _);
        }
        return await mine.Task;
    }

    private async Task<Remembered> ReadNewAsync(string token, string hash, Action? beforeReading)
    {
        beforeReading?.Invoke();
        JsonWebToken read;
        try
        {
            read = new JsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            throw Invalid("it is not a signed JSON Web Token");
        }
        var byModule = read.Issuer == ModuleCredentials.Issuer;
        if (byModule && modules is null)
            throw new RefusalException(
                ErrorReason.AudienceNotAccepted, "The access token is a module's; it is not accepted here.");
        var known = await ValidateAsync(token, byModule);
        remembered.Set(hash, known, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpiration = known.Expires });
        return known;
    }

    private async Task<Remembered> ValidateAsync(string token, bool byModule)
    {
        var result = await Handler.ValidateTokenAsync(token, await ParametersAsync(byModule));
        if (!result.IsValid && result.Exception is SecurityTokenSignatureKeyNotFoundException && !byModule)
        {
            // The issuer may have a new key since the metadata was read; asked again at most once in five minutes.
            authority.Value.Metadata?.RequestRefresh();
            result = await Handler.ValidateTokenAsync(token, await ParametersAsync(byModule));
        }
        if (result.Exception is SecurityTokenExpiredException)
            throw Expired();
        if (!result.IsValid)
            throw Invalid("its type, signature, issuer or times are not right");
        return Read((JsonWebToken)result.SecurityToken, byModule);
    }

    private async Task<TokenValidationParameters> ParametersAsync(bool byModule)
    {
        var parameters = new TokenValidationParameters
        {
            ValidateAudience = false, // by the caller of CheckAsync, with a refusal of its own
            ClockSkew = TimeSpan.FromSeconds(5),
            LifetimeValidator = Lifetime,
        };
        if (byModule)
        {
            parameters.ValidIssuer = ModuleCredentials.Issuer;
            parameters.IssuerSigningKey = modules!.Key;
            parameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
            parameters.ValidTypes = [ModuleCredentials.TokenType];
            return parameters;
        }
        var (issuer, metadata) = authority.Value;
        if (metadata is null)
            throw Invalid("no token issuer is configured here");
        OpenIdConnectConfiguration configuration;
        try
        {
            configuration = await metadata.GetConfigurationAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            throw new RefusalException(
                new Refusal(ErrorReason.ModuleUnreachable, "The token issuer's metadata cannot be read.")
                {
                    RetryDelay = TimeSpan.FromSeconds(1),
                });
        }
        parameters.IssuerSigningKeys = configuration.SigningKeys;
        // RFC 9068: an access token says that it is one. An identity token of the same issuer is none.
        parameters.ValidTypes = ["at+jwt", "application/at+jwt"];
        // Issuers differ by a trailing slash.
        parameters.ValidIssuers = [issuer, issuer + "/"];
        parameters.ValidAlgorithms =
            [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];
        return parameters;
    }

    private bool Lifetime(
        DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (expires is null || notBefore > now + parameters.ClockSkew)
            return false;
        return expires > now ? true : throw new SecurityTokenExpiredException();
    }

    private static Remembered Read(JsonWebToken token, bool byModule)
    {
        var role = token.TryGetPayloadValue<string>("role", out var name) ? Permissions.RoleOf(name) : null;
        if (role is null || !Principal.TryParse(token.Subject, out var principal) || principal == Principal.Ledger
            || byModule != (role == Role.Module) || (principal.Member is not null) != (role == Role.Member))
            throw Invalid("it names no role or no principal of this alliance");
        // "scope" is one string in RFC 9068, an array with some issuers.
        var scopes = token.Claims.Where(c => c.Type == "scope").SelectMany(c => c.Value.Split(' '))
            .ToHashSet(StringComparer.Ordinal);
        var caller = new Caller(principal, role.Value, scopes, byModule ? principal.Module : null)
        {
            Expires = token.ValidTo,
            Person = Text(token, "person"),
            User = Text(token, "user"),
            Session = Text(token, "sid"),
            Way = Text(token, "acr"),
            AuthTime = token.TryGetPayloadValue<long>("auth_time", out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
            Brands = token.Claims.Where(c => c.Type == "brands").Select(c => c.Value)
                .ToFrozenSet(StringComparer.Ordinal),
            ClientId = byModule ? null : Text(token, "client_id"),
        };
        return new Remembered(caller, token.Audiences.ToHashSet(StringComparer.Ordinal), token.ValidTo);
    }

    private static string? Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<string>(claim, out var value) ? value : null;

    private static RefusalException Invalid(string why) =>
        new(ErrorReason.TokenInvalid, $"The access token is not valid: {why}.");

    private static RefusalException Expired() =>
        new(ErrorReason.TokenExpired, "The access token has expired; fetch a new one.");

    public void Dispose() => remembered.Dispose();

    /// <summary>Who makes the tokens, without the slash at its end, and how its keys are found; null where nobody is
    /// named.</summary>
    private sealed record Authority(string Issuer, ConfigurationManager<OpenIdConnectConfiguration>? Metadata)
    {
        public static Authority Of(DeploymentOptions deployment)
        {
            var issuer = (deployment.Issuer ?? "").TrimEnd('/');
            if (issuer.Length == 0)
                return new Authority(issuer, null);
            var address = deployment.MetadataAddress ?? issuer + "/.well-known/openid-configuration";
            var retriever = new HttpDocumentRetriever
            {
                RequireHttps = address.StartsWith(
                "https:", StringComparison.Ordinal)
            };
            return new Authority(
                issuer, new ConfigurationManager<OpenIdConnectConfiguration>(
                    address, new OpenIdConnectConfigurationRetriever(), retriever));
        }
    }

    private sealed record Remembered(Caller Caller, IReadOnlySet<string> Audiences, DateTimeOffset Expires);
}

using System.Text.Json;
using Federation.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Federation.Web;

/// <summary>The issuer at which people sign in: its tokens, for the sessions of these pages.</summary>
internal sealed class Authority(WebOptions options, ClientKey key, TimeProvider time) : IDisposable
{
    /// <summary>How long an access token lives where the issuer does not say.</summary>
    private const long UnsaidLifeSeconds = 300;

    /// <summary>The issuer, as any application sees it.</summary>
    public OpenIdProvider Provider { get; } =
        new(options.Authority!, options.MetadataAddress, options.ClientId, key.Proof, time);

    /// <summary>Asks the token endpoint.</summary>
    /// <exception cref="AuthorityAwayException">It does not answer.</exception>
    /// <exception cref="SignInRefusedException">It refuses.</exception>
    public async Task<SessionTokens> TokensAsync(
        IEnumerable<KeyValuePair<string, string>> grant, CancellationToken cancel) =>
        Read(await Provider.TokensAsync(grant, cancel));

    /// <summary>Exchanges the code with which a browser came back.</summary>
    /// <exception cref="AuthorityAwayException">It does not answer.</exception>
    /// <exception cref="SignInRefusedException">It refuses.</exception>
    public async Task<SessionTokens> ExchangeAsync(
        OpenIdAttempt attempt, string code, string redirect, CancellationToken cancel) =>
        Read(await Provider.ExchangeAsync(attempt, code, redirect, cancel));

    /// <summary>Reads an identity token, checked against the issuer's keys.</summary>
    /// <exception cref="SignInRefusedException">It is not the issuer's, or not for us, or not for this
    /// sign-in.</exception>
    public Task<JsonWebToken> IdentityAsync(string? token, string nonce, CancellationToken cancel) =>
        Provider.IdentityAsync(token, nonce, cancel);

    /// <summary>Tells the issuer that a refresh token is not used any more (RFC 7009), where it can be told.</summary>
    public async Task RevokeAsync(SessionTokens tokens, CancellationToken cancel)
    {
        try
        {
            var found = await Provider.MetadataAsync(cancel);
            if (tokens.Refresh is { } refresh && found.RevocationEndpoint is { Length: > 0 } endpoint)
                await Provider.PostAsync(
                    endpoint, [new("token", refresh), new("token_type_hint", "refresh_token")], cancel);
        }
        catch (AuthorityAwayException)
        {
            // The session here has ended; that of the issuer ends by itself.
        }
    }

    public void Dispose() => Provider.Dispose();

    private SessionTokens Read(JsonElement answer)
    {
        var access = OpenIdProvider.Text(answer, "access_token")
            ?? throw new SignInRefusedException("The issuer gave no access token.");
        var life = answer.TryGetProperty("expires_in", out var seconds) && seconds.TryGetInt64(out var s)
            ? s : UnsaidLifeSeconds;
        return new SessionTokens(
            access, time.UtcNow() + TimeSpan.FromSeconds(life), OpenIdProvider.Text(answer, "refresh_token"),
            OpenIdProvider.Text(answer, "id_token"));
    }
}

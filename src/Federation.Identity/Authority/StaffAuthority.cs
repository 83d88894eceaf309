using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Federation.Identity;

/// <summary>The company's own authority: where staff is sent, and whom it says that they are.</summary>
internal sealed class StaffAuthority : IDisposable
{
    /// <summary>How new a sign-in there must be that is asked for because of what is about to be done.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private const int LongestName = 200;
    private const int LongestAcr = 200;

    private readonly StaffAuthorityOptions? options;
    private readonly OpenIdProvider? provider;
    private readonly string redirect;
    private readonly TimeProvider time;

    public StaffAuthority(IOptions<IdentityOptions> options, SignInAddress address, TimeProvider time)
    {
        this.options = options.Value.StaffAuthority;
        this.time = time;
        redirect = address.To(AuthorityPaths.Callback);
        if (this.options is { } known)
            provider = new OpenIdProvider(known.Issuer!, null, known.ClientId, ProofOf(known), time);
    }

    /// <summary>What the pages call it; null where there is none.</summary>
    public string? Name => options?.ShownName;

    /// <summary>Whether there is one.</summary>
    [MemberNotNullWhen(true, nameof(options), nameof(provider))]
    public bool IsThere => provider is not null;

    /// <summary>Where a browser is sent. The answer always says when the person signed in there, since it is asked how
    /// old that may be.</summary>
    /// <exception cref="AuthorityAwayException">It does not answer.</exception>
    public Task<string> AddressAsync(AuthorityTry attempt, string language, CancellationToken cancel) =>
        Require().AddressAsync(attempt.Attempt, redirect, options!.Scopes, new Dictionary<string, string?>
        {
            ["ui_locales"] = language,
            ["max_age"] = OldestOf(attempt).TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ["prompt"] = attempt.IsFresh ? "login" : null,
        }, cancel);

    /// <summary>Whom the authority says that came back.</summary>
    /// <exception cref="AuthorityAwayException">It does not answer.</exception>
    /// <exception cref="SignInRefusedException">It refuses, or its answer is not as asked for.</exception>
    public async Task<AuthorityPerson> PersonAsync(
        AuthorityTry attempt, string code, string? issuer, CancellationToken cancel)
    {
        var known = Require();
        await known.RequireItselfAsync(issuer, cancel);
        var answer = await known.ExchangeAsync(attempt.Attempt, code, redirect, cancel);
        var identity = await known.IdentityAsync(
            OpenIdProvider.Text(answer, "id_token"), attempt.Attempt.Nonce, cancel);
        var name = NameIn(identity);
        var acr = OpenIdProvider.Claim(identity, "acr");
        return new AuthorityPerson(
            HashOf(name), name, TimeIn(identity, attempt), acr is { Length: > LongestAcr } ? null : acr);
    }

    public void Dispose() => provider?.Dispose();

    /// <summary>By which claim people are known.</summary>
    private string NameIn(JsonWebToken identity)
    {
        var name = OpenIdProvider.Claim(identity, options!.MatchBy);
        if (string.IsNullOrEmpty(name) || name.Length > LongestName)
            throw new SignInRefusedException($"The identity token has no usable '{options.MatchBy}'.");
        if (options.MatchBy == StaffAuthorityOptions.BySubject)
            return name;
        if (!identity.TryGetPayloadValue<bool>("email_verified", out var verified) || !verified)
            throw new SignInRefusedException("The authority has not verified the e-mail address.");
        return name.ToLowerInvariant();
    }

    private DateTimeOffset TimeIn(JsonWebToken identity, AuthorityTry attempt)
    {
        if (!identity.TryGetPayloadValue<long>("auth_time", out var seconds))
            throw new SignInRefusedException("The identity token does not say when the person signed in.");
        var (at, now) = (DateTimeOffset.FromUnixTimeSeconds(seconds), time.UtcNow());
        if (now - at > OldestOf(attempt) + OpenIdProvider.ClockSkew)
            throw new SignInRefusedException("The person did not prove anew who they are.");
        return at < now ? at : now;
    }

    private static TimeSpan OldestOf(AuthorityTry attempt) => attempt.IsFresh ? Fresh : StaffSession.Life;

    /// <summary>Another issuer's people, and people known by another claim, are others.</summary>
    private byte[] HashOf(string name) => SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{options!.Issuer!.ToString().TrimEnd('/')}\n{options.MatchBy}\n{name}"));

    private OpenIdProvider Require() =>
        provider ?? throw new InvalidOperationException("Identity:StaffAuthority is not configured.");

    private static OpenIdProof ProofOf(StaffAuthorityOptions options) => (_, _) =>
    [
        new("client_id", options.ClientId),
        new("client_secret", File.ReadAllText(options.ClientSecretFile).TrimEnd('\r', '\n')),
    ];
}

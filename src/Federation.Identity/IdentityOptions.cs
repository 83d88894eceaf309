using Federation.Hosting;

namespace Federation.Identity;

/// <summary>Configuration section <c>Identity</c>.</summary>
public sealed class IdentityOptions
{
    public const string Section = "Identity";

    /// <summary>How many credentials an owner may have that are not revoked, proposed ones included: 2 to
    /// 10,000.</summary>
    public int MaxCredentialsPerOwner { get; set; } = 50;

    /// <summary>How many people an owner may have that have not ended, proposed ones included: 2 to 100,000.</summary>
    public int MaxUsersPerOwner { get; set; } = 1000;

    /// <summary>The file in which this node remembers what secrets were revoked or replaced, apart from the database
    /// and its backups. Default: <c>credentials.seen</c> in the data directory.</summary>
    public string? SecretsSeenFile { get; set; }

    /// <summary>The public address at which people sign in, without a path: passkeys are for its host and the hosts
    /// below. Default: the issuer's.</summary>
    public Uri? SignInAddress { get; set; }

    /// <summary>The domain that passkeys are for: the host of <see cref="SignInAddress"/> or a domain above it. It
    /// cannot be changed later: passkeys of another domain are lost. Default: that host.</summary>
    public string? PasskeyDomain { get; set; }

    /// <summary>The pages that people sign in for.</summary>
    public WebClientOptions? WebClient { get; set; }

    /// <summary>How long a brand's sign-in link is good: a second to ten minutes; in a sandbox at most a day.</summary>
    public TimeSpan SignInLinkLife { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many one-time codes an address gets within an hour: 1 to 100.</summary>
    public int CodesPerAddress { get; set; } = 5;

    /// <summary>How many one-time codes an IP address may ask for within an hour: 1 to 100,000.</summary>
    public int CodesPerOrigin { get; set; } = 60;

    /// <summary>The file that one-time codes are written to in place of being sent, in a sandbox. Default:
    /// <c>sign-in-codes.txt</c> in the data directory.</summary>
    public string? CodeFile { get; set; }

    /// <summary>Where one-time codes are posted to be sent on. It, or <see cref="Smtp"/>, is required in production as
    /// long as members sign in with codes.</summary>
    public CodeWebhookOptions? CodeWebhook { get; set; }

    /// <summary>The mail server that takes one-time codes for e-mail addresses; those for telephones go to
    /// <see cref="CodeWebhook"/>.</summary>
    public SmtpOptions? Smtp { get; set; }

    /// <summary>A company's own OpenID Connect provider, at which staff may sign in besides.</summary>
    public StaffAuthorityOptions? StaffAuthority { get; set; }

    /// <summary>How many passwords may be tried from one IP address before it has to wait: 1 to 100,000.</summary>
    public int PasswordTriesPerOrigin { get; set; } = 50;

    internal IEnumerable<string> Problems(bool sandbox = false)
    {
        var longest = sandbox ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(10);
        if (SignInLinkLife < TimeSpan.FromSeconds(1) || SignInLinkLife > longest)
            yield return $"Identity:SignInLinkLife must be a second to {longest}.";
        if (MaxCredentialsPerOwner is < 2 or > 10_000)
            yield return "Identity:MaxCredentialsPerOwner must be 2 to 10000.";
        if (MaxUsersPerOwner is < 2 or > 100_000)
            yield return "Identity:MaxUsersPerOwner must be 2 to 100000.";
        if (CodesPerAddress is < 1 or > 100)
            yield return "Identity:CodesPerAddress must be 1 to 100.";
        if (CodesPerOrigin is < 1 or > 100_000)
            yield return "Identity:CodesPerOrigin must be 1 to 100000.";
        if (SignInAddress is { } address && !IsOrigin(address))
            yield return "Identity:SignInAddress must be an http(s) address without a path.";
        if (CodeWebhook is { IsGood: false })
            yield return "Identity:CodeWebhook needs an https Address and a Secret of 24 to 64 bytes in base64.";
        if (PasswordTriesPerOrigin is < 1 or > 100_000)
            yield return "Identity:PasswordTriesPerOrigin must be 1 to 100000.";
        foreach (var problem in (Smtp?.Problems("Identity:Smtp") ?? []).Concat(WebClient?.Problems() ?? [])
            .Concat(StaffAuthority?.Problems() ?? []))
            yield return problem;
    }

    internal static bool IsOrigin(Uri address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https" }
        && address.PathAndQuery == "/" && address.Fragment.Length == 0;
}

using Federation.Hosting;

namespace Federation.Web;

/// <summary>How the pages reach the alliance, and where people sign in: configuration section <c>Web</c>.</summary>
public sealed class WebOptions
{
    public const string Section = "Web";

    /// <summary>The issuer at which people sign in, known by its OpenID Connect metadata alone. Without one, nobody
    /// can: there are only pages that need no person.</summary>
    public Uri? Authority { get; set; }

    /// <summary>Where the metadata is read, if not below the issuer.</summary>
    public Uri? MetadataAddress { get; set; }

    /// <summary>The issuer's own page on which people see their passkeys, addresses and sessions; the wallet links to
    /// it.</summary>
    public Uri? SecurityAddress { get; set; }

    /// <summary>This application's name at the issuer.</summary>
    public string ClientId { get; set; } = "web";

    /// <summary>A file with the private key, EC P-256 in PEM, with which it proves its name (private_key_jwt). Default:
    /// <c>web-client.pem</c> in the data directory, made at the first start of a sandbox.</summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>A secret instead of the key, for issuers that know no keys.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>What it asks for. The person's role decides what they may do.</summary>
    public string Scope { get; set; } = "openid offline_access";

    /// <summary>The origin at which people see these pages, for instance <c>https://wallet.example</c>. The issuer
    /// sends them back to it; what a request calls its host is not believed. Default: where the process
    /// listens.</summary>
    public Uri? PublicAddress { get; set; }

    /// <summary>The gateways' gRPC addresses, separated by commas.</summary>
    public string? Api { get; set; }

    /// <summary>A file with the key of the sessions' tokens, 32 bytes in base64; the nodes share it. Default:
    /// <c>web.key</c> in the data directory, made at the first start of a sandbox. It is not the alliance's
    /// key.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The same key itself; it comes before the file.</summary>
    public string? Key { get; set; }

    /// <summary>Whether people can sign in.</summary>
    internal bool HasPeople => Authority is not null;

    /// <exception cref="StartRefusedException">They cannot be used.</exception>
    internal void Require(bool sandbox)
    {
        if (Authority is null)
            return;
        foreach (var (name, address) in new[]
            { (nameof(Authority), Authority), (nameof(PublicAddress), PublicAddress), (nameof(Api), ApiAddresses[0]) })
            if (address is null || !address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
                throw new StartRefusedException($"{Section}:{name} must be an http or https address.");
            else if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !sandbox)
                throw new StartRefusedException(
                    $"{Section}:{name} is {address}: in production sessions and tokens do not travel in cleartext.");
        if (PublicAddress!.PathAndQuery != "/")
            throw new StartRefusedException($"{Section}:{nameof(PublicAddress)} must be an origin, without a path.");
        if (ClientId.Length == 0)
            throw new StartRefusedException($"{Section}:{nameof(ClientId)} is empty.");
    }

    internal IReadOnlyList<Uri?> ApiAddresses =>
        [.. (Api ?? "").Split(',', StringSplitOptions.TrimEntries)
            .Select(a => Uri.TryCreate(a, UriKind.Absolute, out var address) ? address : null)];
}

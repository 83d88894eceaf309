namespace Federation.Identity;

/// <summary>The pages, as an OAuth client that people sign in for: configuration section
/// <c>Identity:WebClient</c>.</summary>
public sealed class WebClientOptions
{
    /// <summary>The addresses of the pages, without a path: people may come back to <c>/signin/callback</c>
    /// there.</summary>
    public IList<Uri> Addresses { get; } = [];

    /// <summary>The file with the public key of the pages, PEM, for ES256. The pages sign with the private
    /// one.</summary>
    public string? PublicKeyFile { get; set; }

    internal IEnumerable<string> Problems()
    {
        if (Addresses.Count == 0 || !Addresses.All(IdentityOptions.IsOrigin))
            yield return "Identity:WebClient:Addresses must be http(s) addresses without a path, at least one.";
        if (string.IsNullOrEmpty(PublicKeyFile))
            yield return "Identity:WebClient:PublicKeyFile must name the pages' public key.";
    }
}

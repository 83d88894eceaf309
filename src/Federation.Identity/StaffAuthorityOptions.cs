namespace Federation.Identity;

/// <summary>A company's own OpenID Connect provider, at which staff may sign in: configuration section
/// <c>Identity:StaffAuthority</c>.</summary>
public sealed class StaffAuthorityOptions
{
    /// <summary>The issuer, known by its metadata alone: https, or http on loopback.</summary>
    public Uri? Issuer { get; set; }

    /// <summary>What the pages call it: "Sign in with {Name}". Default: the issuer's host.</summary>
    public string? Name { get; set; }

    /// <summary>Our name there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The file with our secret there, sent in the body (<c>client_secret_post</c>).</summary>
    public string ClientSecretFile { get; set; } = "";

    /// <summary>What is asked for: <c>openid</c>, and <c>email</c> where people are known by it.</summary>
    public string Scopes { get; set; } = "openid";

    /// <summary>The claim by which people are known: <c>sub</c>, or <c>email</c>, which must be verified and must not
    /// be given to another person later.</summary>
    public string MatchBy { get; set; } = BySubject;

    internal const string BySubject = "sub";
    internal const string ByEmail = "email";

    internal string ShownName => string.IsNullOrWhiteSpace(Name) ? Issuer!.Host : Name;

    internal IEnumerable<string> Problems()
    {
        if (Issuer is not { IsAbsoluteUri: true, Query: "", Fragment: "" }
            || !(Issuer.Scheme == Uri.UriSchemeHttps || Issuer is { Scheme: "http", IsLoopback: true }))
            yield return "Identity:StaffAuthority:Issuer must be an https address without a query; http on loopback.";
        if (ClientId.Length == 0)
            yield return "Identity:StaffAuthority:ClientId must be our name at the issuer.";
        if (!File.Exists(ClientSecretFile))
            yield return "Identity:StaffAuthority:ClientSecretFile must name the file with our secret at the issuer.";
        if (MatchBy is not (BySubject or ByEmail))
            yield return "Identity:StaffAuthority:MatchBy must be sub or email.";
        if (!HasScope("openid") || (MatchBy == ByEmail && !HasScope("email")))
            yield return "Identity:StaffAuthority:Scopes must have openid, and email where MatchBy is email.";
    }

    private bool HasScope(string scope) => Scopes.Split(' ').Contains(scope, StringComparer.Ordinal);
}

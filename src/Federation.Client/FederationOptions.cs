namespace Federation.Client;

/// <summary>How to reach an alliance, and as whom.</summary>
public sealed class FederationOptions
{
    /// <summary>The gateways' gRPC addresses, for instance <c>https://alliance.example:8400</c>. Calls take them in
    /// turn.</summary>
    public IList<Uri> Addresses { get; } = [];

    /// <summary>The OAuth 2 token endpoint, for instance <c>https://alliance.example/connect/token</c>.</summary>
    public Uri? TokenEndpoint { get; set; }

    /// <summary>The credential's <c>client_id</c>.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The credential's <c>client_secret</c>.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The scopes to ask for; none: all that the credential may have.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>The deadline of a call that names none, over all its attempts: above 0, at most 10 minutes.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How calls are sent again.</summary>
    public RetryOptions Retry { get; } = new();

    /// <summary>Lets secrets and tokens travel in clear text to other machines. For closed test networks
    /// only.</summary>
    public bool AllowCleartext { get; set; }

    /// <summary>Changes the HTTP handlers of calls and tokens, for instance to trust a private authority.</summary>
    public Action<SocketsHttpHandler>? ConfigureHandler { get; set; }

    /// <summary>Everything that is wrong with these options, each in a sentence.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = ProblemsOfCalls();
        if (TokenEndpoint is null)
            problems.Add("TokenEndpoint is not set.");
        else
            CheckAddress(TokenEndpoint, "TokenEndpoint", problems);
        if (ClientId.Length == 0)
            problems.Add("ClientId is empty.");
        if (ClientSecret.Length == 0)
            problems.Add("ClientSecret is empty.");
        return problems;
    }

    /// <summary>What is wrong with them where the caller brings the tokens.</summary>
    internal List<string> ProblemsOfCalls()
    {
        var problems = new List<string>();
        if (Addresses.Count == 0)
            problems.Add("Addresses is empty: name at least one gateway.");
        foreach (var address in Addresses)
            CheckAddress(address, "Addresses", problems);
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromMinutes(10))
            problems.Add("Timeout must be above 0 and at most 10 minutes.");
        if (Retry.MaxAttempts < 1)
            problems.Add("Retry.MaxAttempts must be at least 1.");
        if (Retry.FirstDelay <= TimeSpan.Zero || Retry.MaxDelay < Retry.FirstDelay)
            problems.Add("Retry.FirstDelay must be above 0 and at most Retry.MaxDelay.");
        return problems;
    }

    private void CheckAddress(Uri address, string option, List<string> problems)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            problems.Add($"{option}: '{address}' is not an http or https address.");
        else if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !AllowCleartext)
            problems.Add($"{option}: {address} would carry secrets in clear text to another machine; use https.");
    }
}

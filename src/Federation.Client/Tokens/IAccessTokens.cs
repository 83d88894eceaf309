namespace Federation.Client;

/// <summary>Where calls get their access token from.</summary>
internal interface IAccessTokens
{
    ValueTask<AccessToken> GetAsync(CancellationToken cancel);

    /// <summary>The alliance called it expired: the next call asks for another.</summary>
    void Forget(AccessToken token);
}

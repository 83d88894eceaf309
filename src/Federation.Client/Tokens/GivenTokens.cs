namespace Federation.Client;

/// <summary>Tokens that the caller has, for instance those of the person for whom a page is made: asked for anew with
/// each attempt, and kept nowhere.</summary>
internal sealed class GivenTokens(Func<CancellationToken, ValueTask<string>> give) : IAccessTokens
{
    public async ValueTask<AccessToken> GetAsync(CancellationToken cancel) =>
        new(await give(cancel), DateTimeOffset.MaxValue);

    public void Forget(AccessToken token)
    {
        // The next call asks the caller in any case.
    }
}

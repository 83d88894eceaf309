using Federation.Hosting;

namespace Federation.Accounts;

/// <summary>The streams that tell what becomes of pay codes: a member has a few at once, a brand one for each of many
/// members.</summary>
internal sealed class PayCodeWatchers
{
    private readonly Places members = new(20);
    private readonly Places brands = new(1000);

    /// <summary>Takes a place, until it is disposed.</summary>
    /// <exception cref="RefusalException">RATE_LIMITED.</exception>
    public IDisposable Open(Principal principal) => (principal.Member is null ? brands : members).Open(principal);

    private sealed class Places(int maximum) : PrincipalPlaces
    {
        protected override int Maximum => maximum;

        // Whose they are is not said: a member's principal has its internal id.
        protected override string Full(Principal principal, int maximum) =>
            $"{maximum} pay codes are watched already; end one of these streams.";
    }
}

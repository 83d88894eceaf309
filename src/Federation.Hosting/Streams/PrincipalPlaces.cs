using System.Collections.Concurrent;
using Federation.Errors.V1;

namespace Federation.Hosting;

/// <summary>Places of this process, a few for each principal, for calls that last.</summary>
public abstract class PrincipalPlaces
{
    private readonly ConcurrentDictionary<Principal, int> open = new();

    /// <summary>How many a principal has.</summary>
    protected abstract int Maximum { get; }

    /// <summary>When one may be free again.</summary>
    protected virtual TimeSpan Pause => TimeSpan.FromSeconds(1);

    /// <summary>What a principal is told that has them all.</summary>
    protected abstract string Full(Principal principal, int maximum);

    /// <summary>Takes one, until it is disposed.</summary>
    /// <exception cref="RefusalException">RATE_LIMITED.</exception>
    public IDisposable Open(Principal principal)
    {
        var maximum = Maximum;
        if (open.AddOrUpdate(principal, 1, (_, n) => n + 1) <= maximum)
            return new Place(this, principal);
        Close(principal);
        throw new RefusalException(
            new Refusal(ErrorReason.RateLimited, Full(principal, maximum)) { RetryDelay = Pause });
    }

    private void Close(Principal principal) => open.AddOrUpdate(principal, 0, (_, n) => n - 1);

    private sealed class Place(PrincipalPlaces places, Principal principal) : IDisposable
    {
        public void Dispose() => places.Close(principal);
    }
}

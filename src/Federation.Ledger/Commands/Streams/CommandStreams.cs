using System.Collections.Concurrent;
using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.Extensions.Options;

namespace Federation.Ledger;

/// <summary>The streams of commands that are open with this process: a few for each principal.</summary>
internal sealed class CommandStreams(IOptions<LedgerOptions> options)
{
    private readonly ConcurrentDictionary<Principal, int> open = new();

    /// <summary>Counts one more, until it is disposed.</summary>
    /// <exception cref="RefusalException">RATE_LIMITED.</exception>
    public IDisposable Open(Principal principal)
    {
        var maximum = options.Value.StreamsPerPrincipal;
        if (open.AddOrUpdate(principal, 1, (_, n) => n + 1) <= maximum)
            return new Place(this, principal);
        Close(principal);
        throw new RefusalException(new Refusal(
            ErrorReason.RateLimited, $"{principal} has {maximum} streams of commands open already; send over those.")
        { RetryDelay = TimeSpan.FromSeconds(1) });
    }

    private void Close(Principal principal) => open.AddOrUpdate(principal, 0, (_, n) => n - 1);

    private sealed class Place(CommandStreams streams, Principal principal) : IDisposable
    {
        public void Dispose() => streams.Close(principal);
    }
}

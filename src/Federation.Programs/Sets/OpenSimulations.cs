using System.Collections.Concurrent;
using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.Extensions.Options;

namespace Federation.Programs;

/// <summary>The simulations that this process runs: each takes a core for as long as it lasts, so a principal has a few
/// at once.</summary>
internal sealed class OpenSimulations(IOptions<ProgramsOptions> options)
{
    private readonly ConcurrentDictionary<Principal, int> open = new();

    /// <summary>Counts one more, until it is disposed.</summary>
    /// <exception cref="RefusalException">RATE_LIMITED.</exception>
    public IDisposable Open(Principal principal)
    {
        var maximum = options.Value.SimulationsPerPrincipal;
        if (open.AddOrUpdate(principal, 1, (_, n) => n + 1) <= maximum)
            return new Place(this, principal);
        Close(principal);
        throw new RefusalException(new Refusal(
            ErrorReason.RateLimited, $"{principal} runs {maximum} simulations already; wait until one ends.")
        { RetryDelay = TimeSpan.FromSeconds(5) });
    }

    private void Close(Principal principal) => open.AddOrUpdate(principal, 0, (_, n) => n - 1);

    private sealed class Place(OpenSimulations simulations, Principal principal) : IDisposable
    {
        public void Dispose() => simulations.Close(principal);
    }
}

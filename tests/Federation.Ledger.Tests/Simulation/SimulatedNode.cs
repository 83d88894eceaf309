using Microsoft.Extensions.Logging.Abstractions;

namespace Federation.Ledger.Tests;

/// <summary>A node with its writers. When it crashes, all that it was doing is gone, and another is started in its
/// place.</summary>
internal sealed class SimulatedNode(
    VirtualWorld world, SimulatedDatabase database, Func<CoinPolicies> policies, LedgerOptions options,
    LedgerMeter meter, Func<FaultRates> faults,
    string name, TimeSpan skew) : IDisposable
{
    private readonly TimeProvider time = world.TimeWith(skew);
    private VirtualWorld.Place place = new(world, name);
    private CancellationTokenSource stopping = new();
    private LedgerWriter? writer;

    /// <summary>System time as this node's clock shows it.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    public int Starts { get; private set; }

    /// <summary>Runs the node, again and again, until the stop is asked for.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Starts++;
            Dispose();
            var here = place = new VirtualWorld.Place(world, name);
            stopping = new CancellationTokenSource();
            var stores = new SimulatedStore(world, database, here, faults);
            writer = new LedgerWriter(
                () => new SimulatedStore(world, database, here, faults), stores, policies, options, time, meter,
                NullLogger.Instance, world.Chance);
            var (running, token) = (writer, stopping.Token);
            var ended = here.RunAsync(async () =>
            {
                await running.RunAsync(token);
                return 0;
            });
            await Task.WhenAny(ended, here.Died.Task);
            // A writer that failed ends its process, as the host does it.
            here.Kill();
            await world.PauseAsync(TimeSpan.FromMilliseconds(world.Chance.Next(500, 5000)));
        }
    }

    /// <summary>Stops it in order: what it has taken in is decided, nothing new is let in.</summary>
    public void Stop() => place.Enter(stopping.Cancel);

    public void Dispose()
    {
        stopping.Dispose();
        writer?.Dispose();
    }

    /// <summary>A call from outside.</summary>
    /// <returns>The answer; null when the node died before it gave one.</returns>
    public async Task<IReadOnlyList<CommandOutcome>?> SubmitAsync(
        IReadOnlyList<Command> commands, bool atomic, bool dryRun)
    {
        var (here, called) = (place, writer);
        if (here.Dead || called is null)
            return null;
        var answer = here.RunAsync(() => called.SubmitAsync(commands, atomic, CancellationToken.None, dryRun));
        var first = await Task.WhenAny(answer, here.Died.Task);
        return first == answer ? await answer : null;
    }
}

using Npgsql;

namespace Federation.Ledger.Tests;

/// <summary>
/// A node's connection to the simulated database: each call travels, is served, and its answer travels back, and on
/// each way it may stall, fail, be lost, or be the last thing that the node does.
/// </summary>
internal sealed class SimulatedStore : IPostingStore, IWriterBooks
{
    private readonly VirtualWorld world;
    private readonly SimulatedDatabase database;
    private readonly VirtualWorld.Place node;
    private readonly Func<FaultRates> faultsNow;

    // The server is a place of its own: what it began goes on when the node is gone.
    private readonly VirtualWorld.Place server;
    private SimulatedDatabase.Transaction transaction = new() { Ended = true };

    // A server answers a connection's requests one after the other, and notices only then that nobody is there any
    // more.
    private Task session = Task.CompletedTask;

    public SimulatedStore(
        VirtualWorld world, SimulatedDatabase database, VirtualWorld.Place node, Func<FaultRates> faultsNow)
    {
        (this.world, this.database, this.node, this.faultsNow) = (world, database, node, faultsNow);
        server = new VirtualWorld.Place(world, "server of " + node.Name);
        _ = server.RunAsync(async () =>
        {
            await node.Died.Task;
            await AbandonAsync();
            return 0;
        });
    }

    public bool LocksRows => true;

    public Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(
        IReadOnlyList<WalletKey> keys, CancellationToken cancel) =>
        CallAsync(() => Task.FromResult(database.Find(keys)));

    public Task CreateWalletsAsync(IReadOnlyList<(WalletKey Key, Guid Id)> wallets, CancellationToken cancel) =>
        CallAsync(() =>
    {
        database.Create(wallets);
        return Task.FromResult(0);
    });

    public Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel)
    {
        var begun = transaction = new SimulatedDatabase.Transaction();
        return CallAsync(() => database.BeginAsync(begun, reads));
    }

    public Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel)
    {
        var writing = transaction;
        return CallAsync(() => database.WriteAsync(writing, state, slot));
    }

    public Task CommitAsync(CancellationToken cancel)
    {
        var committing = transaction;
        return CallAsync(() =>
        {
            database.Commit(committing);
            return Task.FromResult(0);
        });
    }

    /// <summary>The connection is closed; the server rolls back when it notices.</summary>
    public Task AbandonAsync()
    {
        var (abandoned, last) = (transaction, session);
        (transaction, session) = (new SimulatedDatabase.Transaction { Ended = true }, Task.CompletedTask);
        _ = server.RunAsync(async () =>
        {
            await Task.WhenAny(last);
            await world.PauseAsync(TimeSpan.FromMilliseconds(world.Chance.Next(50)));
            database.End(abandoned);
            return 0;
        });
        return Task.CompletedTask;
    }

    public async Task<long?> SettleAsync(GroupId groupId, DateTimeOffset now, CancellationToken cancel)
    {
        await AbandonAsync();
        transaction = new SimulatedDatabase.Transaction();
        var settling = transaction;
        return await CallAsync(() => database.SettleAsync(settling, groupId));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<Dictionary<JournalId, CommandOutcome>> ReadAsync(
        IReadOnlyCollection<JournalId> ids, CancellationToken cancel) =>
        CallAsync(() => Task.FromResult(
        ids.ToDictionary(id => id, id => database.Books.Find(id) is { } decision
            ? decision.ToOutcome(replayed: true)
            : throw new InvalidOperationException("An outcome that was known is not there."))));

    public Task<int> ClaimSlotAsync(Guid owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancel) =>
        CallAsync(() => Task.FromResult(database.Claim(owner, now, lease)));

    public Task<IReadOnlyList<TotalRow>> ReadTotalsAsync(int slot, CancellationToken cancel) => CallAsync(() =>
        Task.FromResult<IReadOnlyList<TotalRow>>([.. database.Books.TotalsOf(slot).Select(t =>
            new TotalRow { Asset = t.Key.Asset, Kind = t.Key.Kind, Party = t.Key.Party, Slot = slot,
                Units = t.Value })]));

    public Task HoldSlotAsync(int slot, Guid owner, DateTimeOffset until) => CallAsync(() =>
    {
        database.Hold(slot, owner, until);
        return Task.FromResult(0);
    });

    private async Task<T> CallAsync<T>(Func<Task<T>> serve)
    {
        var faults = faultsNow();
        await TravelAsync(faults);
        if (world.Happens(faults.LostRequest))
            throw ConnectionLost();
        if (world.Happens(faults.Transient))
            throw new PostgresException("deadlock", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected);
        var lost = world.Happens(faults.LostAnswer);
        var before = session;
        var served = server.RunAsync(async () =>
        {
            await Task.WhenAny(before);
            if (lost && world.Happens(300))
                await world.PauseAsync(TimeSpan.FromMilliseconds(world.Chance.Next(5000)));
            return await serve();
        });
        session = served;
        if (lost)
        {
            // The node does not learn what the server does, nor whether it is done already.
            await TravelAsync(faults);
            throw ConnectionLost();
        }
        var answer = await served;
        await TravelAsync(faults);
        return answer;
    }

    private async Task TravelAsync(FaultRates faults)
    {
        if (world.Happens(faults.Crash))
            node.Kill();
        if (world.Happens(faults.Stall))
            await world.PauseAsync(TimeSpan.FromMilliseconds(world.Chance.Next(3000)));
        else
            await world.PauseAsync(TimeSpan.FromTicks(world.Chance.Next(20_000)));
    }

    private static NpgsqlException ConnectionLost() => new("The connection was lost.");
}

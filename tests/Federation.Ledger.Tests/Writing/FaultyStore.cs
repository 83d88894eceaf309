namespace Federation.Ledger.Tests;

/// <summary>A store whose commit fails where a test says: before it reaches the database, or after, with the answer
/// lost.</summary>
internal sealed class FaultyStore(IPostingStore inner, Func<int, Fault> plan) : IPostingStore
{
    private int commits;

    /// <summary>What the next group meets before it is decided, each once.</summary>
    public Queue<Exception> AtBegin { get; } = [];

    /// <summary>What is met when the store is asked what became of a group, each once.</summary>
    public Queue<Exception> AtSettle { get; } = [];

    /// <summary>One lane, so that the commits come in the order of the plan.</summary>
    public bool LocksRows => false;

    public Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(
        IReadOnlyList<WalletKey> keys, CancellationToken cancel) =>
        inner.FindWalletsAsync(keys, cancel);

    public Task CreateWalletsAsync(IReadOnlyList<(WalletKey Key, Guid Id)> wallets, CancellationToken cancel) =>
        inner.CreateWalletsAsync(wallets, cancel);

    public Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel) =>
        AtBegin.TryDequeue(out var fault) ? throw fault : inner.BeginAsync(reads, cancel);

    public Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel) =>
        inner.WriteAsync(state, slot, cancel);

    public async Task CommitAsync(CancellationToken cancel)
    {
        var fault = plan(++commits);
        if (fault != Fault.LostBefore)
            await inner.CommitAsync(cancel);
        if (fault != Fault.None)
            throw new IOException("The connection was lost.");
    }

    public Task AbandonAsync() => inner.AbandonAsync();

    public Task<long?> SettleAsync(GroupId groupId, DateTimeOffset now, CancellationToken cancel) =>
        AtSettle.TryDequeue(out var fault) ? throw fault : inner.SettleAsync(groupId, now, cancel);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

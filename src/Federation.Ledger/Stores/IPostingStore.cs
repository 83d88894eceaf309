namespace Federation.Ledger;

/// <summary>
/// How a group reaches one kind of database: prepared, set-based statements, one small class for each. A store belongs
/// to one lane of a writer; its calls follow each other.
/// </summary>
internal interface IPostingStore : IAsyncDisposable
{
    /// <summary>Whether groups with different wallets may be under way at once. False: one transaction at a time may
    /// write at all.</summary>
    bool LocksRows { get; }

    /// <summary>The wallets that exist, of those asked for.</summary>
    Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(
        IReadOnlyList<WalletKey> keys, CancellationToken cancel);

    /// <summary>Creates wallets in a short transaction of their own, in the order of their ids; one that exists stays
    /// as it is. A closed member's is created closed: the coin is younger than the closing.</summary>
    Task CreateWalletsAsync(IReadOnlyList<(WalletKey Key, Guid Id)> wallets, CancellationToken cancel);

    /// <summary>Begins the group's transaction, locks its wallets in one order, then reads all else that it
    /// needs.</summary>
    Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel);

    /// <summary>Writes what was decided; the last statement takes the group's number, whose lock is held to the
    /// commit.</summary>
    Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel);

    /// <summary>Commits. When it throws, whether the group was committed is unknown: <see cref="SettleAsync"/>
    /// tells.</summary>
    Task CommitAsync(CancellationToken cancel);

    /// <summary>Ends the transaction without a trace; after a fault, with a new connection for the next one.</summary>
    Task AbandonAsync();

    /// <summary>Finds out what became of a group whose commit gave no answer: its number, or null when it did not
    /// happen and, by a tombstone with its id, never will.</summary>
    Task<long?> SettleAsync(GroupId groupId, DateTimeOffset now, CancellationToken cancel);
}

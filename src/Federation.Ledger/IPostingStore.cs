using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>
/// How a group reaches one kind of database: prepared, set-based statements, one small class for each. A store belongs to
/// one lane of a writer; its calls follow each other.
/// </summary>
internal interface IPostingStore : IAsyncDisposable
{
    /// <summary>Whether groups with different wallets may be under way at once. False: one transaction at a time may write at all.</summary>
    bool LocksRows { get; }

    /// <summary>The wallets that exist, of those asked for.</summary>
    Task<IReadOnlyList<(WalletKey Key, Guid Id)>> FindWalletsAsync(IReadOnlyList<WalletKey> keys, CancellationToken cancel);

    /// <summary>Creates wallets in a short transaction of their own, in the order of their ids; one that exists stays as it is.
    /// A closed member's is created closed: the coin is younger than the closing.</summary>
    Task CreateWalletsAsync(IReadOnlyList<(WalletKey Key, Guid Id)> wallets, CancellationToken cancel);

    /// <summary>Begins the group's transaction, locks its wallets in one order, then reads all else that it needs.</summary>
    Task<GroupState> BeginAsync(GroupReads reads, CancellationToken cancel);

    /// <summary>Writes what was decided; the last statement takes the group's number, whose lock is held to the commit.</summary>
    Task<long> WriteAsync(GroupState state, int slot, CancellationToken cancel);

    /// <summary>Commits. When it throws, whether the group was committed is unknown: <see cref="SettleAsync"/> tells.</summary>
    Task CommitAsync(CancellationToken cancel);

    /// <summary>Ends the transaction without a trace; after a fault, with a new connection for the next one.</summary>
    Task AbandonAsync();

    /// <summary>Finds out what became of a group whose commit gave no answer: its number, or null when it did not happen and,
    /// by a tombstone with its id, never will.</summary>
    Task<long?> SettleAsync(Guid groupId, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>What a group must lock and read.</summary>
internal sealed record GroupReads
{
    public required Guid GroupId { get; init; }

    /// <summary>This process's clock: system time where the database is embedded and has no clock of its own. Every
    /// other store reads the database's clock, so that a node whose clock is wrong decides at the same time as all
    /// others.</summary>
    public required Func<DateTimeOffset> ProcessClock { get; init; }

    public required IReadOnlyDictionary<WalletKey, Guid> WalletIds { get; init; }

    /// <summary>Sorted, distinct.</summary>
    public required IReadOnlyList<Guid> LockedWallets { get; init; }

    public required IReadOnlyList<(string Principal, Guid RequestId)> Requests { get; init; }

    public required IReadOnlyList<Guid> Originals { get; init; }

    public required IReadOnlyList<string> Consumptions { get; init; }

    public required IReadOnlyDictionary<TotalKey, long> SlotTotals { get; init; }

    public required CoinPolicies Policies { get; init; }

    public static GroupReads For(
        IReadOnlyList<Command> commands, Guid groupId, Func<DateTimeOffset> processClock,
        IReadOnlyDictionary<WalletKey, Guid> walletIds,
        IReadOnlyDictionary<TotalKey, long> slotTotals, CoinPolicies policies)
    {
        var locked = new SortedSet<Guid>();
        foreach (var command in commands)
        {
            foreach (var key in command.WalletKeys())
                if (walletIds.TryGetValue(key, out var id))
                    locked.Add(id);
            locked.UnionWith(command.OriginalWalletIds());
        }
        return new GroupReads
        {
            GroupId = groupId,
            ProcessClock = processClock,
            WalletIds = walletIds,
            LockedWallets = [.. locked],
            Requests = [.. commands.Select(c => (c.Principal, c.RequestId)).Distinct()],
            Originals = [.. commands.SelectMany(c => c.Originals()).Select(j => j.Id).Distinct()],
            Consumptions = [.. commands.SelectMany(c => c.Consumes).Select(c => c.Key).Distinct()],
            SlotTotals = slotTotals,
            Policies = policies,
        };
    }

    /// <summary>The state as of now.</summary>
    /// <param name="clock">The clock's row.</param>
    /// <param name="readAt">The database's system time, read when the locks were held: what waited for them must not be
    /// decided at a time before.</param>
    public GroupState NewState(ClockRow clock, DateTimeOffset readAt)
    {
        var systemNow = Moments.Cut(readAt);
        return new GroupState
        {
            Now = clock.AllianceTime(systemNow),
            SystemNow = systemNow,
            ClockJumped = clock.JumpedBy(systemNow),
            GroupId = GroupId,
            WalletIds = WalletIds,
            SlotTotals = SlotTotals,
            Policies = Policies,
        };
    }
}

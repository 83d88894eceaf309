using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>What a group must lock and read.</summary>
internal sealed record GroupReads
{
    public required GroupId GroupId { get; init; }

    /// <summary>This process's clock: system time where the database is embedded and has no clock of its own. Every
    /// other store reads the database's clock, so that a node whose clock is wrong decides at the same time as all
    /// others.</summary>
    public required Func<DateTimeOffset> ProcessClock { get; init; }

    public required IReadOnlyDictionary<WalletKey, Guid> WalletIds { get; init; }

    /// <summary>Sorted, distinct.</summary>
    public required IReadOnlyList<Guid> LockedWallets { get; init; }

    public required IReadOnlyList<(Principal Principal, Guid RequestId)> Requests { get; init; }

    public required IReadOnlyList<Guid> Originals { get; init; }

    public required IReadOnlyList<string> Consumptions { get; init; }

    /// <summary>Sorted, distinct: all who move tallies lock them in this order, after the wallets.</summary>
    public required IReadOnlyList<Guid> Tallies { get; init; }

    public required IReadOnlyDictionary<TotalKey, long> SlotTotals { get; init; }

    public required CoinPolicies Policies { get; init; }

    public static GroupReads For(
        IReadOnlyList<Command> commands, GroupId groupId, Func<DateTimeOffset> processClock,
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
            Originals = [.. commands.SelectMany(c => c.Originals()).Select(j => j.Id.Value).Distinct()],
            Consumptions = [.. commands.SelectMany(c => c.Consumes).Select(c => c.Key).Distinct()],
            Tallies = [.. commands.SelectMany(c => c.TallySteps).Select(s => s.Tally).Distinct().Order()],
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

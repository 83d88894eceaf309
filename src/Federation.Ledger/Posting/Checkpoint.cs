namespace Federation.Ledger;

/// <summary>A point in a group's deciding.</summary>
internal sealed record Checkpoint(
    Dictionary<Guid, WalletRow> Wallets, Dictionary<JournalId, Undone?> Undone, Dictionary<TotalKey, long> TotalChanges,
    HashSet<Guid> ChangedWallets, HashSet<(Guid, Lot)> ChangedLots, HashSet<(Guid, JournalId, Lot)> ChangedHolds,
    HashSet<JournalId> ChangedUndone, Dictionary<Guid, long?> Tallies, HashSet<Guid> ChangedTallies,
    int Decisions);

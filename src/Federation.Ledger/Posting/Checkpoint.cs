namespace Federation.Ledger;

/// <summary>A point in a group's deciding.</summary>
internal sealed record Checkpoint(
    Dictionary<Guid, WalletRow> Wallets, Dictionary<Guid, Undone?> Undone, Dictionary<TotalKey, long> TotalChanges,
    HashSet<Guid> ChangedWallets, HashSet<(Guid, Lot)> ChangedLots, HashSet<(Guid, Guid, Lot)> ChangedHolds,
    HashSet<Guid> ChangedUndone,
    int Decisions);

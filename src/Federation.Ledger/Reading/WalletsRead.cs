namespace Federation.Ledger;

/// <summary>Wallets with their lots and holds, and alliance time, all of one moment.</summary>
/// <param name="Now">Alliance time.</param>
/// <param name="Wallets">The wallets, by coin.</param>
internal sealed record WalletsRead(DateTimeOffset Now, IReadOnlyList<WalletRow> Wallets);

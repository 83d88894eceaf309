namespace Federation.Ledger;

/// <summary>What a sweep did.</summary>
/// <param name="Wallets">Wallets whose coins expired.</param>
/// <param name="Holds">Holds that were released.</param>
internal readonly record struct Swept(int Wallets, int Holds);

using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What an entry moves of a member's coins: units of one lot, free or held.</summary>
/// <param name="Kind">Wallet for free coins, Held for held ones.</param>
/// <param name="WalletId">The wallet.</param>
/// <param name="Coin">The coin's id.</param>
/// <param name="Lot">The lot.</param>
/// <param name="Units">Positive into the account.</param>
internal readonly record struct CoinMove(AccountKind Kind, Guid WalletId, string Coin, Lot Lot, long Units);

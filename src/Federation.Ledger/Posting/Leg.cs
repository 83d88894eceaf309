using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>One signed amount to be booked by a Post.</summary>
/// <param name="Kind">The kind of account.</param>
/// <param name="Asset">A coin's id, or the settlement currency.</param>
/// <param name="Units">Positive into the account.</param>
/// <param name="Wallet">The wallet, for kind Wallet.</param>
/// <param name="Party">The partner, for kind Position.</param>
/// <param name="DailyCap">At most so many units leave the wallet a day by capped legs; 0: no cap.</param>
internal sealed record Leg(
    AccountKind Kind, string Asset, long Units, WalletKey? Wallet = null, string? Party = null, long DailyCap = 0);

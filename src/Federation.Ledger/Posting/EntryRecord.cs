using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>An entry, with what is needed to name its account.</summary>
internal sealed record EntryRecord(
    AccountKind Kind, string Asset, long Units, string? Party = null, Guid? WalletId = null, Guid? MemberId = null,
    long? BalanceAfter = null, long? Version = null, Lot? Lot = null)
{
    /// <summary>Whether it moves a member's coins, free or held.</summary>
    public bool MovesCoins => Kind is AccountKind.Wallet or AccountKind.Held;

    /// <summary>What it moves of a member's coins; null where it moves none.</summary>
    public CoinMove? Move => MovesCoins && WalletId is { } wallet && Lot is { } lot
        ? new CoinMove(Kind, wallet, Asset, lot, Units) : null;

    public EntryRow ToRow(Guid journalId, int line) => new()
    {
        JournalId = journalId,
        Line = checked((short)line),
        Kind = Kind,
        Asset = Asset,
        Units = Units,
        WalletId = WalletId,
        Party = Party,
        BalanceAfter = BalanceAfter,
        Version = Version,
        Lot = Lot?.Code,
    };
}

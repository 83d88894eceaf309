using Federation.Ledger.V1;

namespace Federation.Messages;

/// <summary>What a journal changed of one member's coins of one kind.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="Member">The member.</param>
/// <param name="Coin">The coin, by its id.</param>
/// <param name="Units">The change: of what the member has, or of what it can use where coins were set aside.</param>
/// <param name="What">What happened, as templates ask for it.</param>
/// <param name="BalanceUnits">What the member can use afterwards, coins that are pending included; null where it is not
/// known.</param>
/// <param name="ExpireTime">When the coins that came expire; null where there are several days, or none.</param>
internal sealed record CoinChange(
    Journal Journal, MemberId Member, string Coin, long Units, string What, long? BalanceUnits,
    DateTimeOffset? ExpireTime)
{
    /// <summary>The changes that a journal made.</summary>
    public static IEnumerable<CoinChange> Of(Journal journal) => journal.Entries
        .Select(e => (
            Entry: e, IsWallet: ResourceNames.TryWallet(WalletOf(e), out var member, out var coin), member, coin))
        .Where(e => e.IsWallet && e.Entry.Kind is AccountKind.Wallet or AccountKind.Held)
        .GroupBy(e => (Member: e.member ?? "", Coin: e.coin ?? ""), e => e.Entry)
        .Select(g => Of(journal, g.Key.Member, g.Key.Coin, [.. g])).OfType<CoinChange>();

    private static CoinChange? Of(Journal journal, string member, string coin, IReadOnlyList<Entry> entries)
    {
        var inWallet = entries.Where(e => e.Kind == AccountKind.Wallet).ToList();
        var (wallet, all) = (inWallet.Sum(e => e.Units), entries.Sum(e => e.Units));
        var units = all != 0 ? all : wallet;
        if (units == 0 || !ResourceNames.TryUuid(member, ResourceNames.Members, out var id))
            return null;
        var expiries = inWallet.Where(e => e.Units > 0).Select(e => e.Lot?.ExpireTime).Distinct().ToList();
        return new CoinChange(
            journal, new MemberId(id), coin, units, WhatOf(journal.Kind, units, isSetAside: all == 0),
            inWallet.LastOrDefault(e => e.HasBalanceAfterUnits)?.BalanceAfterUnits,
            units > 0 && expiries is [{ } only] ? only.ToDateTimeOffset() : null);
    }

    /// <summary>The wallet that an account of a member's is part of.</summary>
    private static string WalletOf(Entry entry) => entry.Kind == AccountKind.Held
        ? entry.Account[..Math.Max(entry.Account.LastIndexOf('/'), 0)] : entry.Account;

    private static string WhatOf(JournalKind kind, long units, bool isSetAside) => kind switch
    {
        _ when isSetAside => units < 0 ? "hold" : "release",
        JournalKind.Earn => "earn",
        JournalKind.Redeem or JournalKind.Capture => "spend",
        JournalKind.Refund => units > 0 ? "refund" : "take-back",
        JournalKind.Reverse => units > 0 ? "refund" : "take-back",
        JournalKind.Clawback => "take-back",
        JournalKind.Exchange => units > 0 ? "exchange-in" : "exchange-out",
        JournalKind.Gift => units > 0 ? "gift-in" : "gift-out",
        JournalKind.Expire => "expire",
        _ => "other",
    };
}

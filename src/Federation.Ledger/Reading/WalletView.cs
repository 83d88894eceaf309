using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace Federation.Ledger;

/// <summary>A wallet as callers see it at a moment. What has expired, and what passed holds set aside, counts as it
/// will once the ledger gets to it: no read waits for the sweeper.</summary>
internal static class WalletView
{
    /// <param name="row">The wallet with its lots and holds.</param>
    /// <param name="member">The caller's name of its member.</param>
    /// <param name="now">The moment, in alliance time.</param>
    /// <param name="spendable">Which coins count as available, of those that could be spent.</param>
    public static Wallet ToWallet(
        this WalletRow row, string member, DateTimeOffset now, Func<Lot, bool>? spendable = null)
    {
        // As the ledger would decide: a clock that was set back does not bring coins back.
        now = row.TimeAt(now);
        var lots = row.LotsAt(now);
        var free = lots.Where(
            l => l.CanBeTaken(now, row.ActiveUntil) && (spendable is null || spendable(l.Lot))).ToList();
        var wallet = new Wallet
        {
            Name = ResourceNames.Wallet(member, row.Coin),
            Coin = ResourceNames.Coin(row.Coin),
            BalanceUnits = row.Balance,
            // What is free can be spent as long as the wallet can be spent from at all.
            AvailableUnits = row.StateToday() == WalletState.Active ? free.Sum(l => l.Free) : 0,
            ReceivableUnits = -row.Receivable,
            Version = row.Version,
            State = row.StateToday(),
            UpdateTime = row.LastTime?.ToTimestamp(),
            HeldUnits = lots.Sum(l => l.Held),
            PendingUnits = lots.Where(l => l.Lot.IsPending(now) && !l.Lot.IsExpired(now, row.ActiveUntil))
            .Sum(l => l.Remaining),
        };
        wallet.Lots.AddRange(lots.Select(l => new V1.Lot
        {
            Terms = l.Lot.ToTerms(row.ActiveUntil),
            Units = l.Remaining,
            HeldUnits = l.Held,
        }));
        if (free.Min(l => ExpiryOf(l.Lot, row, now)) is { } next)
        {
            wallet.NextExpireTime = next.ToTimestamp();
            wallet.NextExpireUnits = free.Where(l => ExpiryOf(l.Lot, row, now) == next).Sum(l => l.Free);
        }
        return wallet;
    }

    /// <summary>The lots in the order of taking, with what holds set aside that have not passed.</summary>
    private static List<LotBalance> LotsAt(this WalletRow row, DateTimeOffset now)
    {
        var passed = row.Holds.Where(h => h.Until <= now).ToLookup(h => h.Lot, h => h.Units);
        return [.. row.Lots.OrderBy(l => l.Lot).Select(l => l with { Held = l.Held - passed[l.Lot].Sum() })];
    }

    /// <summary>When coins are gone, as far as that is known: those whose end has passed unannounced live on until it
    /// is.</summary>
    private static DateTimeOffset? ExpiryOf(Lot lot, WalletRow row, DateTimeOffset now) => lot switch
    {
        { ExpiresWithActivity: true } => row.ActiveUntil,
        { IsUnannounced: true } when lot.ExpiresAt <= now => null,
        _ => lot.ExpiresAt,
    };

    /// <summary>A frozen wallet is an active one that is frozen besides: unlinked and closed ones do not move
    /// anyway.</summary>
    public static WalletState StateToday(this WalletRow row) =>
        row is { State: WalletState.Active, Frozen: true } ? WalletState.Frozen : row.State;
}

using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>Wallets with their lots and holds, and alliance time, all of one moment.</summary>
/// <param name="Now">Alliance time.</param>
/// <param name="Wallets">The wallets, by coin.</param>
internal sealed record WalletsRead(DateTimeOffset Now, IReadOnlyList<WalletRow> Wallets);

/// <summary>Reads wallets whole.</summary>
internal static class WalletReader
{
    /// <summary>One wallet, or none.</summary>
    public static Task<WalletsRead> WalletAsync(this LedgerDb db, WalletKey key, TimeProvider time, CancellationToken cancel) =>
        db.WalletsAsync(db.Wallets.Where(w => w.MemberId == key.MemberId && w.Coin == key.Coin), time, cancel);

    /// <summary>All wallets of a member: there are few.</summary>
    public static Task<WalletsRead> WalletsOfAsync(this LedgerDb db, Guid memberId, TimeProvider time, CancellationToken cancel) =>
        db.WalletsAsync(db.Wallets.Where(w => w.MemberId == memberId), time, cancel);

    private static async Task<WalletsRead> WalletsAsync(
        this LedgerDb db, IQueryable<WalletRow> which, TimeProvider time, CancellationToken cancel)
    {
        // One statement is of one moment on every database. Only where something is held a second one must be of the same.
        var read = await db.OneStatementAsync(which, time, cancel);
        if (read.Wallets.All(w => w.Held == 0))
            return read;
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        return await db.WithHoldsAsync(which, time, cancel);
    }

    /// <summary>Within a snapshot: the wallets, and what their holds set aside.</summary>
    public static async Task<WalletsRead> WithHoldsAsync(
        this LedgerDb db, IQueryable<WalletRow> which, TimeProvider time, CancellationToken cancel)
    {
        var read = await db.OneStatementAsync(which, time, cancel);
        var holding = read.Wallets.Where(w => w.Held > 0).Select(w => w.Id).ToList();
        if (holding.Count == 0)
            return read;
        var parts = await db.Holds.AsNoTracking().Where(h => holding.Contains(h.WalletId)).ToListAsync(cancel);
        foreach (var wallet in read.Wallets)
            wallet.Holds.AddRange(parts.Where(h => h.WalletId == wallet.Id)
                .Select(h => new HoldPart(h.HoldId, new Lot(h.Lot), h.Units, h.Until)));
        return read;
    }

    private static async Task<WalletsRead> OneStatementAsync(
        this LedgerDb db, IQueryable<WalletRow> which, TimeProvider time, CancellationToken cancel)
    {
        var rows = await (
            from clock in db.Clock.AsNoTracking()
            from wallet in which.AsNoTracking().DefaultIfEmpty()
            from lot in db.Lots.AsNoTracking().Where(l => l.WalletId == wallet!.Id).DefaultIfEmpty()
            select new { Clock = clock, Wallet = (WalletRow?)wallet, Lot = (LotRow?)lot }).ToListAsync(cancel);
        var wallets = new List<WalletRow>();
        foreach (var group in rows.Where(r => r.Wallet is not null).GroupBy(r => r.Wallet!.Id))
        {
            var wallet = group.First().Wallet!;
            wallet.Lots = [.. group.Select(r => r.Lot).OfType<LotRow>().OrderBy(l => l.Lot)
                .Select(l => new LotBalance(new Lot(l.Lot), l.Remaining, l.Held))];
            wallets.Add(wallet);
        }
        wallets.Sort((a, b) => string.CompareOrdinal(a.Coin, b.Coin));
        return new WalletsRead(rows[0].Clock.AllianceTime(time), wallets);
    }
}

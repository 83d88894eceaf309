using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>Reads wallets whole.</summary>
internal static class WalletReader
{
    /// <summary>The wallet of a key, if there is one: what the readers below are asked for.</summary>
    public static IQueryable<WalletRow> Keyed(this LedgerDb db, WalletKey key) =>
        db.Wallets.Where(w => w.MemberId == key.MemberId && w.Coin == key.Coin);

    /// <summary>Wallets with their lots and holds. One statement is of one moment on every database, and tells all
    /// where nothing is held; where something is, the rest must be of the same moment.</summary>
    public static async Task<WalletsRead> ReadWholeAsync(
        this LedgerDb db, IQueryable<WalletRow> which, TimeProvider time, CancellationToken cancel)
    {
        var read = await db.ReadLotsAsync(which, time, cancel);
        if (read.Wallets.All(w => w.Held == 0))
            return read;
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        return await db.ReadHoldsAsync(await db.ReadLotsAsync(which, time, cancel), cancel);
    }

    /// <summary>Wallets with their lots, in one statement.</summary>
    public static async Task<WalletsRead> ReadLotsAsync(
        this LedgerDb db, IQueryable<WalletRow> which, TimeProvider time, CancellationToken cancel)
    {
        var rows = await (
            from clock in db.Clock.AsNoTracking()
            from wallet in which.AsNoTracking().DefaultIfEmpty()
            from lot in db.Lots.AsNoTracking().Where(l => l.WalletId == wallet!.Id).DefaultIfEmpty()
            select new
            {
                Clock = clock,
                System = DateTimeOffset.UtcNow,
                Wallet = (WalletRow?)wallet,
                Lot = (LotRow?)lot,
            }).ToListAsync(cancel);
        var wallets = new List<WalletRow>();
        foreach (var group in rows.GroupBy(r => r.Wallet?.Id))
        {
            // Where no wallet is found, the clock alone is.
            if (group.First().Wallet is not { } wallet)
                continue;
            wallet.Lots = [.. group.Select(r => r.Lot).OfType<LotRow>().OrderBy(l => l.Lot)
                .Select(l => l.ToBalance())];
            wallets.Add(wallet);
        }
        wallets.Sort((a, b) => string.CompareOrdinal(a.Coin, b.Coin));
        return new WalletsRead(rows[0].Clock.AllianceTime(db.SystemTime(rows[0].System, time)), wallets);
    }

    /// <summary>Adds what holds set aside; within the snapshot in which the wallets were read.</summary>
    public static async Task<WalletsRead> ReadHoldsAsync(this LedgerDb db, WalletsRead read, CancellationToken cancel)
    {
        var holding = read.Wallets.Where(w => w.Held > 0).Select(w => w.Id).ToList();
        var parts = holding.Count == 0 ? []
            : await db.Holds.AsNoTracking().Where(h => holding.Contains(h.WalletId)).ToListAsync(cancel);
        foreach (var wallet in read.Wallets)
            wallet.Holds.AddRange(parts.Where(h => h.WalletId == wallet.Id).Select(h => h.ToPart()));
        return read;
    }
}

using System.Diagnostics;
using Federation.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Bench;

/// <summary>Reads wallets as GetWallet does: the wallet with its lots and alliance time in one statement, its holds in
/// another where there are some.</summary>
internal static class WalletReads
{
    private const int Readers = 4;
    private const int Warm = 4000;
    private const int Counted = 40_000;

    public static async Task<ReadLatency> MeasureAsync(LedgerPath ledger, WalletRange wallets)
    {
        await ReadAsync(ledger, wallets, Warm, new Histogram());
        var latencies = new Histogram();
        var began = Stopwatch.GetTimestamp();
        await ReadAsync(ledger, wallets, Counted, latencies);
        return new ReadLatency(
            Counted / Stopwatch.GetElapsedTime(began).TotalSeconds, latencies.Ms(0.5), latencies.Ms(0.99),
            latencies.Ms(0.999));
    }

    private static Task ReadAsync(LedgerPath ledger, WalletRange wallets, int reads, Histogram latencies) =>
        Parallel.ForAsync(0, reads, new ParallelOptions { MaxDegreeOfParallelism = Readers }, async (_, cancel) =>
        {
            var key = wallets.At(wallets.Any());
            var started = Stopwatch.GetTimestamp();
            // A scope for each, as a call has it.
            await using var scope = ledger.Scopes.CreateAsyncScope();
            await ReadAsync(scope.ServiceProvider.GetRequiredService<LedgerDb>(), key, cancel);
            latencies.Add(Stopwatch.GetElapsedTime(started));
        });

    private static async Task ReadAsync(LedgerDb db, WalletKey key, CancellationToken cancel)
    {
        var rows = await (
            from clock in db.Clock.AsNoTracking()
            from wallet in db.Wallets.AsNoTracking().Where(w => w.MemberId == key.MemberId && w.Coin == key.Coin)
                .DefaultIfEmpty()
            from lot in db.Lots.AsNoTracking().Where(l => l.WalletId == wallet!.Id).DefaultIfEmpty()
            select new { Clock = clock, Wallet = (WalletRow?)wallet, Lot = (LotRow?)lot }).ToListAsync(cancel);
        if (rows[0].Wallet is not { } found)
            throw new InvalidOperationException($"There is no wallet of {key}.");
        if (found.Held > 0)
            await db.Holds.AsNoTracking().Where(h => h.WalletId == found.Id).ToListAsync(cancel);
    }
}

using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>
/// Re-derives every balance from the entries and compares, and holds the references that the hot tables have no foreign
/// keys for. The database sums and compares; what comes here are sums per account of the system, and what differs. To
/// be run within a <see cref="ReadSnapshot"/>.
/// </summary>
internal sealed partial class BooksCheck(LedgerDb db)
{
    private const int MaxDiscrepancies = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>What differs, at most 100 rows.</summary>
    public List<Discrepancy> Found { get; } = [];

    public async Task RunAsync(CancellationToken cancel)
    {
        db.Database.SetCommandTimeout(Longest);
        await JournalsAsync(cancel);
        await WalletsAsync(cancel);
        await RunningBalancesAsync(cancel);
        await TotalsAsync(cancel);
        await LogAsync(cancel);
        await OutcomesAsync(cancel);
        await UndoneAsync(cancel);
    }

    private void Add(string check, string subject, Int128 expected, Int128 found)
    {
        if (Found.Count < MaxDiscrepancies)
            Found.Add(new Discrepancy
            {
                Check = check,
                Subject = subject,
                ExpectedUnits = long.CreateSaturating(expected),
                FoundUnits = long.CreateSaturating(found),
            });
    }

    private void Compare(string check, string subject, Int128 expected, Int128 found)
    {
        if (expected != found)
            Add(check, subject, expected, found);
    }

    /// <summary>Invariant 1: per asset, the entries of a journal sum to zero.</summary>
    private async Task JournalsAsync(CancellationToken cancel)
    {
        var sums = await db.Entries.GroupBy(e => new { e.JournalId, e.Asset })
            .Select(g => new { g.Key.JournalId, g.Key.Asset, Units = g.Sum(e => e.Units) })
            .Where(s => s.Units != 0).Take(MaxDiscrepancies).ToListAsync(cancel);
        foreach (var sum in sums)
            Add("journal sum", $"{JournalNames.NameOf(sum.JournalId)} {sum.Asset}", 0, sum.Units);
    }

    /// <summary>A wallet's row is what its entries sum to; no wallet is below zero, nobody owes less than
    /// nothing.</summary>
    private async Task WalletsAsync(CancellationToken cancel)
    {
        var sums = db.Entries.Where(e => e.WalletId != null).GroupBy(e => e.WalletId).Select(g => new
        {
            Id = g.Key,
            Balance = g.Sum(e => e.Kind == AccountKind.Wallet ? e.Units : 0),
            Receivable = g.Sum(e => e.Kind == AccountKind.Receivable ? e.Units : 0),
            Count = g.LongCount(),
            Last = g.Max(e => e.Version),
        });
        var compared =
            from wallet in db.Wallets
            join sum in sums on (Guid?)wallet.Id equals sum.Id into found
            from sum in found.DefaultIfEmpty()
            select new
            {
                Row = wallet,
                Balance = (long?)sum.Balance ?? 0,
                Receivable = (long?)sum.Receivable ?? 0,
                Count = (long?)sum.Count ?? 0,
                Last = sum.Last ?? 0,
            };
        var differing = await compared.AsNoTracking().Where(c =>
            c.Row.Balance != c.Balance || c.Row.Receivable != c.Receivable
            || c.Row.Version != c.Count || c.Row.Version != c.Last
            || c.Row.Balance < 0 || c.Row.Receivable > 0).Take(MaxDiscrepancies).ToListAsync(cancel);
        foreach (var wallet in differing)
        {
            var subject = SubjectOf(wallet.Row.Id);
            Compare("wallet balance", subject, wallet.Balance, wallet.Row.Balance);
            Compare("wallet receivable", subject, wallet.Receivable, wallet.Row.Receivable);
            Compare("wallet version", subject, wallet.Count, wallet.Row.Version);
            Compare("wallet last version", subject, wallet.Last, wallet.Row.Version);
            Compare("wallet not negative", subject, Math.Max(0, wallet.Row.Balance), wallet.Row.Balance);
            Compare("receivable not positive", subject, Math.Min(0, wallet.Row.Receivable), wallet.Row.Receivable);
        }
        var lost = await db.Entries.Where(e => e.WalletId != null && !db.Wallets.Any(w => w.Id == e.WalletId))
            .Select(e => new { e.WalletId, e.Units }).Take(MaxDiscrepancies).ToListAsync(cancel);
        foreach (var entry in lost)
            Add("entry's wallet", SubjectOf(entry.WalletId!.Value), entry.Units, 0);
    }

    /// <summary>The balance that each entry says it left is the sum of the entries up to it.</summary>
    private async Task RunningBalancesAsync(CancellationToken cancel)
    {
        var differing = await db.Database.SqlQueryRaw<RunningBalance>(BooksSql.RunningBalances(db))
            .Where(r => r.Expected != r.Found).Take(MaxDiscrepancies).ToListAsync(cancel);
        foreach (var entry in differing)
            Add("running balance", $"{SubjectOf(entry.WalletId)} version {entry.Version}",
                entry.Expected, entry.Found ?? long.MinValue);
    }

    /// <summary>Members are named by nothing but their wallet's key here: the answer may be logged.</summary>
    private static string SubjectOf(Guid wallet) => $"wallet {wallet:D}";

    private sealed record RunningBalance(Guid WalletId, long Version, long Expected, long? Found);
}

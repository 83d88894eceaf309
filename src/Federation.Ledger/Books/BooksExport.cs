using System.Globalization;
using System.Runtime.CompilerServices;
using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>
/// Writes the books out, journal by journal in the order of commits, as of one moment: to be run within a
/// <see cref="ReadSnapshot"/>. Neither journals nor wallets are ever in memory as a whole. At the end each account's
/// balance is asserted as its own row says, not as the entries sum, so that whoever checks the text checks the ledger.
/// </summary>
internal sealed class BooksExport(LedgerDb db, ExportOptions options, BooksText text)
{
    private const int GroupsPerPage = 200;
    private const int OutcomesPerPage = 2000;

    public async Task RunAsync(IProgress<double>? progress, CancellationToken cancel)
    {
        db.Database.SetCommandTimeout(BooksRows.Longest);
        var journals = db.Outcomes.Where(o => o.Refused == null && (options.From == null || o.Time >= options.From));
        var first = options.From ?? await journals.MinAsync(o => (DateTimeOffset?)o.Time, cancel)
            ?? DateTimeOffset.UnixEpoch;
        await text.BeginAsync(first, await AssetsAsync(cancel));
        await foreach (var (account, _) in LastAsync(cancel))
            await text.OpenAsync(account, first);
        if (options.From is { } from)
            await foreach (var (account, units) in BalancesAsync(from, cancel))
                await text.BringForwardAsync(account, units, from);
        var last = await JournalsAsync(first, progress, cancel);
        await foreach (var (account, units) in LastAsync(cancel))
            await text.AssertAsync(account, units, last.AddDays(1));
        await text.EndAsync();
    }

    /// <summary>Writes the journals; the time of the last.</summary>
    private async Task<DateTimeOffset> JournalsAsync(
        DateTimeOffset first, IProgress<double>? progress, CancellationToken cancel)
    {
        var last = first;
        var head = await db.LogHead.Select(h => h.Number).SingleAsync(cancel);
        for (var after = 0L; after < head;)
        {
            var groups = await db.Groups.AsNoTracking().Where(g => g.Number > after).OrderBy(g => g.Number)
                .Take(GroupsPerPage)
                .Select(g => new LoggedGroup(g.Number, new GroupId(g.Id), g.Outcomes)).ToListAsync(cancel);
            var page = LoggedGroup.Page(groups, GroupsPerPage, OutcomesPerPage);
            if (page.Count == 0)
                break;
            foreach (var ids in page.SelectMany(g => g.OutcomeIds()).Chunk(LedgerService.IdsPerQuery))
                foreach (var journal in await ReadAsync(ids, cancel))
                {
                    await text.JournalAsync(journal);
                    last = journal.Time > last ? journal.Time : last;
                }
            after = page[^1].Number;
            progress?.Report((double)after / head);
        }
        return last;
    }

    private async Task<IEnumerable<JournalRecord>> ReadAsync(JournalId[] ids, CancellationToken cancel)
    {
        var (from, to) = (options.From, options.To);
        var values = Array.ConvertAll(ids, id => id.Value);
        var rows = await db.Outcomes.AsNoTracking().Where(o => values.Contains(o.Id) && o.Refused == null
            && (from == null || o.Time >= from) && (to == null || o.Time < to)).ToListAsync(cancel);
        var completed = await db.CompleteAsync(rows, cancel);
        return ids.Select(id => completed.GetValueOrDefault(id)?.Journal).OfType<JournalRecord>();
    }

    private async Task<List<(string Asset, bool IsMoney)>> AssetsAsync(CancellationToken cancel)
    {
        var totals = await db.Totals.Select(t => new { t.Asset, t.Kind }).Distinct().ToListAsync(cancel);
        return [.. totals.Select(t => (t.Asset, ((AccountKind)t.Kind).IsMoney())).Distinct()
            .OrderBy(a => a.Asset, StringComparer.Ordinal)];
    }

    /// <summary>The accounts, and what they hold after the last journal.</summary>
    private IAsyncEnumerable<(ExportAccount Account, Int128 Units)> LastAsync(CancellationToken cancel) =>
        options.To is { } to ? BalancesAsync(to, cancel) : RowsAsync(cancel);

    /// <summary>What each account's row says it holds now. An account that was never used is left out.</summary>
    private async IAsyncEnumerable<(ExportAccount Account, Int128 Units)> RowsAsync(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var wallets =
            from wallet in db.Wallets.AsNoTracking()
            where wallet.Version > 0
            orderby wallet.Id
            select new
            {
                Row = wallet,
                HasHeld = wallet.Held != 0
                || db.Entries.Any(e => e.WalletId == wallet.Id && e.Kind == AccountKind.Held),
                HasOwed = wallet.Receivable != 0
                || db.Entries.Any(e => e.WalletId == wallet.Id && e.Kind == AccountKind.Receivable),
            };
        await foreach (var wallet in wallets.AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return (
                ExportAccount.Of(AccountKind.Wallet, wallet.Row), (Int128)wallet.Row.Balance - wallet.Row.Held);
            if (wallet.HasHeld)
                yield return (ExportAccount.Of(AccountKind.Held, wallet.Row), wallet.Row.Held);
            if (wallet.HasOwed)
                yield return (ExportAccount.Of(AccountKind.Receivable, wallet.Row), wallet.Row.Receivable);
        }
        var totals = await db.Totals.AsNoTracking().ToListAsync(cancel);
        foreach (var total in totals.Where(t => IsSystem((AccountKind)t.Kind)).GroupBy(t => (t.Asset, t.Kind, t.Party))
            .OrderBy(t => t.Key))
            yield return (new ExportAccount((AccountKind)total.Key.Kind, total.Key.Asset, Party: total.Key.Party),
                total.Aggregate((Int128)0, (sum, t) => sum + t.Units));
    }

    private static bool IsSystem(AccountKind kind) =>
        Enum.IsDefined(kind) && kind is not (AccountKind.Wallet or AccountKind.Held or AccountKind.Receivable);

    /// <summary>What each account held just before a moment, as its last entry says; system accounts as their entries
    /// sum, for those carry no balance. Each account that had an entry is there.</summary>
    private async IAsyncEnumerable<(ExportAccount Account, Int128 Units)> BalancesAsync(
        DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancel)
    {
        var entries =
            from entry in db.Entries
            join outcome in db.Outcomes on entry.JournalId equals outcome.Id
            where outcome.Time < until
            select entry;
        var newest = entries.Where(e => e.WalletId != null).GroupBy(e => new { e.WalletId, e.Kind })
            .Select(g => new { g.Key.WalletId, g.Key.Kind, Version = g.Max(e => e.Version) });
        var balances =
            from last in newest
            join entry in db.Entries on new { last.WalletId, last.Version } equals new { entry.WalletId, entry.Version }
            orderby last.WalletId, last.Kind
            select new { entry.Kind, entry.Asset, entry.WalletId, entry.BalanceAfter };
        await foreach (var balance in balances.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
            yield return (new ExportAccount(balance.Kind, balance.Asset, balance.WalletId), balance.BalanceAfter ?? 0);
        var sql = new BooksDialect(db, BooksRange.Whole);
        var sums = await db.AskAsync(
            $"""
            SELECT {sql.Text("e.kind")}, e.asset, COALESCE(e.party, ''), {sql.SumText("e.units")}
                FROM {sql.Entries} AS e
            JOIN {sql.Outcomes} AS o ON o.id = e.journal_id WHERE e.wallet_id IS NULL AND {sql.Before("o.time", until)}
            GROUP BY e.kind, e.asset, COALESCE(e.party, '') ORDER BY e.kind, e.asset, COALESCE(e.party, '')
            """, 4, cancel);
        foreach (var sum in sums)
            yield return (
                new ExportAccount((AccountKind)int.Parse(sum[0], CultureInfo.InvariantCulture), sum[1], Party: sum[2]),
                BooksNumber.Parse(sum[3]));
    }
}

using System.Globalization;
using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>What is few enough to be compared here: totals, and the ends of the log.</summary>
internal sealed partial class BooksCheck
{
    /// <summary>The slots of a total sum to what the entries on its account sum to.</summary>
    private async Task TotalsAsync(BooksDialect sql, CancellationToken cancel)
    {
        var derived = await DerivedTotalsAsync(sql, cancel);
        var booked = new Dictionary<TotalKey, Int128>();
        foreach (var slot in await db.Totals.AsNoTracking().ToListAsync(cancel))
        {
            var key = new TotalKey(slot.Asset, slot.Kind, slot.Party);
            booked[key] = booked.GetValueOrDefault(key) + slot.Units;
        }
        foreach (var key in derived.Keys.Union(booked.Keys).OrderBy(k => k.ToString(), StringComparer.Ordinal))
            Compare("total", $"{key.Kind} {key.Asset} {key.Party}".TrimEnd(),
                derived.GetValueOrDefault(key), booked.GetValueOrDefault(key));
    }

    private async Task<Dictionary<TotalKey, Int128>> DerivedTotalsAsync(BooksDialect sql, CancellationToken cancel)
    {
        var derived = new Dictionary<TotalKey, Int128>();
        var sums = await db.AskAsync(
            $"""
            SELECT asset, {sql.Text("kind")}, COALESCE(party, ''), {sql.SumText("units")} FROM {sql.Entries} AS e
            WHERE kind <> {(int)AccountKind.Receivable} GROUP BY asset, kind, COALESCE(party, '')
            """, 4, cancel);
        foreach (var sum in sums)
            derived[new TotalKey(sum[0], (TotalKind)short.Parse(sum[1], CultureInfo.InvariantCulture), sum[2])] =
            BooksNumber.Parse(sum[3]);
        // By the rule of Draft.BookReceivable: negative units make owed and positive ones pay, the other way round in a
        // reversal.
        var receivables = await db.AskAsync(
            $"""
            SELECT asset, CASE WHEN owed = 1 THEN 'owed' ELSE 'paid' END, {sql.SumText("units")} FROM (
                SELECT e.asset, e.units, CASE WHEN (e.units < 0 AND o.kind <> {(int)JournalKind.Reverse})
                    OR (e.units >= 0 AND o.kind = {(int)JournalKind.Reverse}) THEN 1 ELSE 0 END AS owed
                FROM {sql.Entries} AS e JOIN {sql.Outcomes} AS o ON o.id = e.journal_id
                WHERE e.kind = {(int)AccountKind.Receivable}) AS receivables
            GROUP BY asset, owed
            """, 3, cancel);
        foreach (var sum in receivables)
        {
            var owed = sum[1] == "owed";
            derived[new TotalKey(sum[0], owed ? TotalKind.ReceivableOwed : TotalKind.ReceivablePaid, "")] =
                owed ? -BooksNumber.Parse(sum[2]) : BooksNumber.Parse(sum[2]);
        }
        return derived;
    }

    /// <summary>Groups are numbered from 1 to the head without gaps, and each has the outcomes that it says.</summary>
    private async Task LogAsync(BooksDialect sql, CancellationToken cancel)
    {
        if (sql.Range.IsWhole)
        {
            var head = await db.LogHead.AsNoTracking().SingleAsync(cancel);
            var groups = db.Groups.Where(g => g.Number > 0);
            Compare("log head", "groups", await groups.LongCountAsync(cancel), head.Number);
            Compare("log head", "last group", await groups.MaxAsync(g => (long?)g.Number, cancel) ?? 0, head.Number);
            Compare("log head", "leaves", await groups.SumAsync(g => (long)g.Outcomes, cancel), head.Leaves);
        }
        else
        {
            var (first, last) = sql.Range;
            Compare("log groups", $"groups {first} to {last}", Math.Max(0, last - first + 1),
                await db.Groups.LongCountAsync(g => g.Number >= first && g.Number <= last, cancel));
        }
        await AskAsync(sql, BooksSql.Log(sql), cancel);
    }
}

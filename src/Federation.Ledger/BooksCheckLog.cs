using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>The second half: totals, the log, and what outcomes, entries and undoings say of each other.</summary>
internal sealed partial class BooksCheck
{
    /// <summary>The slots of a total sum to what the entries on its account sum to.</summary>
    private async Task TotalsAsync(CancellationToken cancel)
    {
        var derived = await DerivedTotalsAsync(cancel);
        var booked = new Dictionary<TotalKey, Int128>();
        foreach (var slot in await db.Totals.AsNoTracking().ToListAsync(cancel))
        {
            var key = new TotalKey(slot.Asset, slot.Kind, slot.Party);
            booked[key] = booked.GetValueOrDefault(key) + slot.Units;
        }
        foreach (var key in derived.Keys.Union(booked.Keys))
            Compare("total", $"{key.Kind} {key.Asset} {key.Party}".TrimEnd(),
                derived.GetValueOrDefault(key), booked.GetValueOrDefault(key));
    }

    private async Task<Dictionary<TotalKey, Int128>> DerivedTotalsAsync(CancellationToken cancel)
    {
        var derived = new Dictionary<TotalKey, Int128>();
        var sums = await db.Entries.Where(e => e.Kind != AccountKind.Receivable)
            .GroupBy(e => new { e.Asset, e.Kind, e.Party })
            .Select(g => new { g.Key.Asset, g.Key.Kind, g.Key.Party, Units = g.Sum(e => e.Units) }).ToListAsync(cancel);
        foreach (var sum in sums)
            derived[new TotalKey(sum.Asset, (TotalKind)sum.Kind, sum.Party ?? "")] = sum.Units;
        // By the rule of Draft.Book: clawbacks make owed, reversals of payments make owed again, all else pays.
        var receivables = await (
            from entry in db.Entries
            join outcome in db.Outcomes on entry.JournalId equals outcome.Id
            where entry.Kind == AccountKind.Receivable
            select new
            {
                entry.Asset,
                entry.Units,
                Owed = outcome.Kind == JournalKind.Clawback || (outcome.Kind == JournalKind.Reverse && entry.Units > 0),
            }).GroupBy(r => new { r.Asset, r.Owed })
            .Select(g => new { g.Key.Asset, g.Key.Owed, Units = g.Sum(r => r.Units) }).ToListAsync(cancel);
        foreach (var sum in receivables)
            derived[new TotalKey(sum.Asset, sum.Owed ? TotalKind.ReceivableOwed : TotalKind.ReceivablePaid, "")] =
                sum.Owed ? -sum.Units : sum.Units;
        return derived;
    }

    /// <summary>Groups are numbered from 1 to the head without gaps, and each has the outcomes that it says.</summary>
    private async Task LogAsync(CancellationToken cancel)
    {
        var head = await db.LogHead.Select(h => h.Number).SingleAsync(cancel);
        var groups = db.Groups.Where(g => g.Number > 0);
        Compare("log head", "groups", await groups.LongCountAsync(cancel), head);
        Compare("log head", "last group", await groups.MaxAsync(g => (long?)g.Number, cancel) ?? 0, head);
        var gaps = await groups.Where(g => g.Number > 1 && !groups.Any(before => before.Number == g.Number - 1))
            .Select(g => g.Number).Take(MaxDiscrepancies).ToListAsync(cancel);
        foreach (var number in gaps)
            Add("log gap", $"group {number - 1}", 1, 0);
        Compare("log outcomes", "all groups",
            await db.Outcomes.LongCountAsync(cancel), await groups.SumAsync(g => (long)g.Outcomes, cancel));
        var differing = await db.Database.SqlQueryRaw<GroupOutcomes>(BooksSql.GroupOutcomes(db))
            .Where(g => g.Expected != g.Found).Take(MaxDiscrepancies).ToListAsync(cancel);
        foreach (var group in differing)
            Add("log outcomes", $"group {group.Number}", group.Expected, group.Found);
    }

    /// <summary>An accepted outcome has entries, a refused one has none; what was consumed was consumed by a
    /// journal.</summary>
    private async Task OutcomesAsync(CancellationToken cancel)
    {
        var accepted = db.Outcomes.Where(o => o.Refused == null);
        var empty = await accepted.Where(o => !db.Entries.Any(e => e.JournalId == o.Id))
            .Select(o => o.Id).Take(MaxDiscrepancies).ToListAsync(cancel);
        foreach (var id in empty)
            Add("journal's entries", JournalNames.NameOf(id), 2, 0);
        var strays = await db.Entries.Where(e => !accepted.Any(o => o.Id == e.JournalId))
            .Select(e => new { e.JournalId, e.Units }).Take(MaxDiscrepancies).ToListAsync(cancel);
        foreach (var stray in strays)
            Add("entry's journal", JournalNames.NameOf(stray.JournalId), 0, stray.Units);
        var unused = await db.Consumed.Where(c => !accepted.Any(o => o.Id == c.JournalId))
            .Select(c => c.Key).Take(MaxDiscrepancies).ToListAsync(cancel);
        foreach (var key in unused)
            Add("consumption's journal", key, 1, 0);
    }

    /// <summary>What was undone of a journal is what its refunds gave back, and no more than it took; a reversal stands
    /// for each journal that says it was reversed.</summary>
    private async Task UndoneAsync(CancellationToken cancel)
    {
        var refunds =
            from outcome in db.Outcomes
            join entry in db.Entries on outcome.Id equals entry.JournalId
            where outcome.Kind == JournalKind.Refund && outcome.Refused == null && entry.Kind == AccountKind.Redeemed
            group entry by outcome.Corrects into refund
            select new { Id = refund.Key, Units = -refund.Sum(e => e.Units) };
        var compared =
            from undone in db.Undone
            join refund in refunds on (Guid?)undone.JournalId equals refund.Id into found
            from refund in found.DefaultIfEmpty()
            select new
            {
                undone.JournalId,
                undone.Units,
                Refunded = (long?)refund.Units ?? 0,
                Redeemed = db.Entries.Where(e => e.JournalId == undone.JournalId && e.Kind == AccountKind.Redeemed)
                    .Sum(e => e.Units),
            };
        foreach (var row in await compared.Where(c => c.Units != c.Refunded || (c.Units > 0 && c.Units > c.Redeemed))
            .Take(MaxDiscrepancies).ToListAsync(cancel))
        {
            Compare("refunded units", JournalNames.NameOf(row.JournalId), row.Refunded, row.Units);
            Compare("refunded at most", JournalNames.NameOf(row.JournalId),
                Math.Min(row.Units, row.Redeemed), row.Units);
        }
        var unknown = await refunds.Where(r => !db.Undone.Any(u => u.JournalId == r.Id))
            .Take(MaxDiscrepancies).ToListAsync(cancel);
        foreach (var refund in unknown)
            Add("refunded units", JournalNames.NameOf(refund.Id ?? Guid.Empty), refund.Units, 0);
        await ReversedAsync(cancel);
    }

    private async Task ReversedAsync(CancellationToken cancel)
    {
        var reversals = db.Outcomes.Where(o => o.Kind == JournalKind.Reverse && o.Refused == null);
        var unmarked = await reversals.Where(r => !db.Undone.Any(u => u.JournalId == r.Corrects && u.Reversed))
            .Select(r => r.Id).Take(MaxDiscrepancies).ToListAsync(cancel);
        foreach (var id in unmarked)
            Add("reversal's mark", JournalNames.NameOf(id), 1, 0);
        Compare("reversals", "all",
            await reversals.LongCountAsync(cancel), await db.Undone.LongCountAsync(u => u.Reversed, cancel));
    }

    private sealed record GroupOutcomes(long Number, long Expected, long Found);
}

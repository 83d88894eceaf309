using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>Reads holds with what became of them.</summary>
internal static class HoldReader
{
    /// <summary>Holds by their ids; other journals and unknown ids are left out. Within a snapshot.</summary>
    /// <param name="db">The books.</param>
    /// <param name="ids">The ids of the holds' journals.</param>
    /// <param name="wallet">Only what they set aside in this wallet; all where null.</param>
    /// <param name="now">Alliance time.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<List<HoldRead>> ReadHoldsAsync(
        this LedgerDb db, IReadOnlyCollection<JournalId> ids, Guid? wallet, DateTimeOffset now,
        CancellationToken cancel)
    {
        var journals = (await db.ReadAsync(ids, cancel)).Values.Select(p => p.Journal).OfType<JournalRecord>()
            .Where(j => j.Kind == JournalKind.Hold).ToList();
        if (journals.Count == 0)
            return [];
        var since = (await SinceAsync(db, journals, cancel)).ToLookup(s => s.Hold);
        var values = ids.Select(id => id.Value).ToList();
        var wallets = wallet is { } only ? [only] : journals.SelectMany(WalletsOf).Distinct().ToList();
        var parts = (await db.Holds.AsNoTracking().Where(h => wallets.Contains(h.WalletId) && values.Contains(h.HoldId))
            .ToListAsync(cancel)).ToLookup(h => h.HoldId);
        var states = await db.Undone.AsNoTracking().Where(u => values.Contains(u.JournalId))
            .ToDictionaryAsync(u => u.JournalId, cancel);
        return journals.ConvertAll(j => Of(j, wallet, [.. since[j.Id]], [.. parts[j.Id.Value]], now)
            is var read && CapturedOf(j, wallet, states.GetValueOrDefault(j.Id.Value)) is { } captured
            ? read with { Captured = captured } : read);
    }

    /// <summary>What a payment's captures took less what refunds and reversals of them gave back; null for other
    /// holds.</summary>
    private static long? CapturedOf(JournalRecord hold, Guid? wallet, UndoneRow? state)
    {
        if (hold.Terms is not { } terms)
            return null;
        var coins = hold.Entries.Where(e => e.Kind == AccountKind.Held && (wallet is null || e.WalletId == wallet))
            .Select(e => e.Asset).ToHashSet();
        return terms.Legs.Zip(terms.UpTo(state.ToHoldStatus().Net))
            .Where(l => coins.Contains(l.First.Coin)).Sum(l => l.Second.Paid);
    }

    private static IEnumerable<Guid> WalletsOf(JournalRecord hold) =>
        hold.CoinMoves().Where(m => m.Kind == AccountKind.Held).Select(m => m.WalletId);

    private static async Task<List<Since>> SinceAsync(LedgerDb db, List<JournalRecord> holds, CancellationToken cancel)
    {
        var ids = holds.ConvertAll(h => h.Id.Value);
        var rows = await db.Outcomes.AsNoTracking()
            .Where(o => o.Corrects != null && ids.Contains(o.Corrects.Value) && o.Refused == null)
            .Select(o => new
            {
                o.Id,
                o.Corrects,
                o.Kind,
                o.Principal,
                o.Time,
                o.Until,
                Captured = db.Entries.Where(e => e.JournalId == o.Id && e.Kind == AccountKind.Redeemed)
                .Sum(e => e.Units),
            }).ToListAsync(cancel);
        // In the order in which they happened.
        return [.. rows.OrderBy(r => r.Time).ThenBy(r => r.Id)
            .Select(r => new Since(
                r.Corrects is { } hold ? new JournalId(hold) : default, r.Kind, Principal.Parse(r.Principal), r.Until,
                r.Kind == JournalKind.Capture ? r.Captured : 0))];
    }

    private static HoldRead Of(
        JournalRecord journal, Guid? wallet, List<Since> since, List<HoldRow> parts, DateTimeOffset now)
    {
        var until = parts.Count > 0 ? parts[0].Until
            : since.LastOrDefault(s => s.Kind == JournalKind.ExtendHold)?.Until ?? journal.HeldUntil;
        // The ledger gives back only what nobody did before the hold's time had passed.
        var expired = parts.Count > 0 ? until <= now
            : since.Any(s => s.Kind == JournalKind.Release && s.Principal == Principal.Ledger);
        return new HoldRead(
            journal, journal.Entries.Where(e => e.Kind == AccountKind.Held && (wallet is null || e.WalletId == wallet))
            .Sum(e => e.Units),
            since.Sum(s => s.Captured),
            expired ? 0 : parts.Sum(p => p.Units), until,
            expired ? HoldState.Expired : parts.Count > 0 ? HoldState.Open : HoldState.Closed);
    }

    private sealed record Since(
        JournalId Hold, JournalKind Kind, Principal Principal, DateTimeOffset? Until, long Captured);
}

using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>Wallets as they were, derived from their entries.</summary>
internal static class WalletHistory
{
    /// <summary>The last version that was recorded before a moment; 0 where none was. The times of a wallet's entries
    /// never fall, so few looks at the index find it however long the history is.</summary>
    public static async Task<long> LastVersionBeforeAsync(
        this LedgerDb db, WalletRow wallet, DateTimeOffset moment, CancellationToken cancel)
    {
        if (wallet.LastTime < moment)
            return wallet.Version;
        var (before, notBefore) = (0L, wallet.Version + 1);
        while (notBefore - before > 1)
        {
            var middle = before + ((notBefore - before) / 2);
            var time = await (
                from entry in db.Entries
                join outcome in db.Outcomes on entry.JournalId equals outcome.Id
                where entry.WalletId == wallet.Id && entry.Version == middle
                select outcome.Time).SingleAsync(cancel);
            if (time < moment)
                before = middle;
            else
                notBefore = middle;
        }
        return before;
    }

    /// <summary>A wallet's balance, held coins included, after a version.</summary>
    public static async Task<long> BalanceAtAsync(
        this LedgerDb db, WalletRow wallet, long version, CancellationToken cancel) =>
        version == 0 ? 0 : version == wallet.Version ? wallet.Balance : await db.Entries
            .Where(e => e.WalletId == wallet.Id && e.Version <= version && e.Kind != AccountKind.Receivable)
            .SumAsync(e => e.Units, cancel);

    /// <summary>The wallet as it was at a moment: what its entries up to then add up to.</summary>
    /// <param name="effective">Whether late reports count from when it happened, not from when they were
    /// recorded.</param>
    public static async Task<WalletRow> ReadAsOfAsync(
        this LedgerDb db, WalletRow today, DateTimeOffset moment, bool effective, CoinPolicy policy,
        CancellationToken cancel)
    {
        // What is recorded at the very moment counts; moments are whole microseconds.
        var version = effective ? today.Version
            : await db.LastVersionBeforeAsync(today, moment.AddMicroseconds(1), cancel);
        var entries =
            from entry in db.Entries.AsNoTracking()
            join outcome in db.Outcomes.AsNoTracking() on entry.JournalId equals outcome.Id
            where entry.WalletId == today.Id && entry.Version <= version
                && (!effective || (outcome.EffectiveTime ?? outcome.Time) <= moment)
            select new { Entry = entry, Outcome = outcome };
        var sums = await entries.GroupBy(e => new { e.Entry.Kind, e.Entry.Lot })
            .Select(g =>
                new { g.Key.Kind, g.Key.Lot, Units = g.Sum(e => e.Entry.Units), Version = g.Max(e => e.Entry.Version) })
            .ToListAsync(cancel);
        long Of(AccountKind kind, long? lot) => sums.Where(s => s.Kind == kind && s.Lot == lot).Sum(s => s.Units);
        var lots = sums.Where(s => s.Kind != AccountKind.Receivable).Select(s => s.Lot).Distinct().Order()
            .Select(lot => new LotBalance(
                lot is { } code ? new Lot(code)
                : Lot.Plain, Of(AccountKind.Wallet, lot) + Of(AccountKind.Held, lot), Of(AccountKind.Held, lot)))
            .Where(l => l is not { Remaining: 0, Held: 0 }).ToList();
        var last = await entries.MaxAsync(
            e => (DateTimeOffset?)(effective ? e.Outcome.EffectiveTime ?? e.Outcome.Time : e.Outcome.Time), cancel);
        var acted = await entries.Where(e => e.Outcome.Kind == JournalKind.Earn || e.Outcome.Kind == JournalKind.Redeem
                || e.Outcome.Kind == JournalKind.Capture || e.Outcome.Kind == JournalKind.Confirm
                || e.Outcome.Kind == JournalKind.Gift
                || e.Outcome.Kind == JournalKind.Exchange
                || (e.Outcome.Kind == JournalKind.Adjust && e.Entry.Units > 0))
            .MaxAsync(e => (DateTimeOffset?)e.Outcome.Time, cancel);
        return new WalletRow
        {
            Id = today.Id,
            MemberId = today.MemberId,
            Coin = today.Coin,
            Balance = lots.Sum(l => l.Remaining),
            Held = lots.Sum(l => l.Held),
            Receivable = sums.Where(s => s.Kind == AccountKind.Receivable).Sum(s => s.Units),
            Version = sums.Max(s => s.Version) ?? 0,
            LastTime = last,
            ActiveUntil = policy.ExpiresWithActivity ? ActiveUntil(policy, acted, lots) : null,
            Lots = lots,
            Holds = lots.Any(l => l.Held > 0) ? await db.HoldsAsOfAsync(today.Id, version, moment, cancel) : [],
        };
    }

    /// <summary>As the ledger moved it with each activity: pending coins live on from when they can be spent.</summary>
    private static DateTimeOffset? ActiveUntil(CoinPolicy policy, DateTimeOffset? acted, List<LotBalance> lots)
    {
        var pending = lots.Max(l => l.Lot.AvailableFrom);
        return (acted > pending || pending is null ? acted : pending) is { } last ? policy.ActiveUntil(last) : null;
    }

    /// <summary>What holds set aside after a version, and until when each of them held as far as was known at the
    /// moment.</summary>
    private static async Task<List<HoldPart>> HoldsAsOfAsync(
        this LedgerDb db, Guid walletId, long version, DateTimeOffset moment, CancellationToken cancel)
    {
        var entries = await (
            from entry in db.Entries.AsNoTracking()
            join outcome in db.Outcomes.AsNoTracking() on entry.JournalId equals outcome.Id
            where entry.WalletId == walletId && entry.Version <= version && entry.Kind == AccountKind.Held
                && outcome.Time <= moment
            // A refund of a captured payment sets coins aside again: it names the capture, which names the hold.
            join found in db.Outcomes.AsNoTracking().Where(c => c.Kind == JournalKind.Exchange)
                on outcome.Kind == JournalKind.Hold ? null : outcome.Corrects equals (Guid?)found.Id into captures
            from capture in captures.DefaultIfEmpty()
            select new
            {
                HoldId = outcome.Kind == JournalKind.Hold ? outcome.Id : capture.Corrects ?? outcome.Corrects,
                entry.Lot,
                entry.Units,
            }).ToListAsync(cancel);
        var sums = new Dictionary<(Guid Id, long Lot), long>();
        foreach (var entry in entries)
            if (entry is { HoldId: { } id, Lot: { } lot })
                sums[(id, lot)] = sums.GetValueOrDefault((id, lot)) + entry.Units;
        var parts = sums.Where(s => s.Value > 0).Select(s => (s.Key.Id, s.Key.Lot, Units: s.Value)).ToList();
        var until = new Dictionary<Guid, DateTimeOffset>();
        foreach (var chunk in parts.Select(p => p.Id).Distinct().Chunk(LedgerService.IdsPerQuery))
        {
            var times = await db.Outcomes.AsNoTracking()
                .Where(o => o.Until != null && o.Refused == null && o.Time <= moment
                    && (chunk.Contains(o.Id) || (o.Corrects != null && chunk.Contains(o.Corrects.Value))))
                .Select(o => new { o.Id, o.Corrects, o.Time, o.Until }).ToListAsync(cancel);
            foreach (var time in times.OrderBy(t => t.Time).ThenBy(t => t.Id))
                if (time.Until is { } end)
                    until[time.Corrects ?? time.Id] = end;
        }
        return parts.ConvertAll(p => new HoldPart(new JournalId(p.Id), new Lot(p.Lot), p.Units, until[p.Id]));
    }
}

using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>Reads the journals of one coin, newest first, by the entries that they have on wallets. Ids grow with time,
/// so the order is that in which they were written; two nodes that write at the same time may be apart by what their
/// clocks are.</summary>
internal static class CoinJournalReader
{
    /// <summary>Entries that a call with filters looks at: a page of a rare kind does not read the whole
    /// book.</summary>
    public const int EntriesPerCall = 20_000;

    // By how much the times in ids may be off from the order of the books.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>The ids of a page and one more, as far as there are.</summary>
    /// <param name="db">The books.</param>
    /// <param name="filter">Which journals.</param>
    /// <param name="before">Only journals before this one.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <param name="entriesPerCall">At how many entries it looks where there is a filter.</param>
    /// <returns>The ids, and where to go on if too few were found in the part that was looked at.</returns>
    public static async Task<(List<Guid> Ids, Guid? GoOn)> ReadCoinJournalsAsync(
        this LedgerDb db, CoinJournalFilter filter, Guid? before, int count, CancellationToken cancel,
        int entriesPerCall = EntriesPerCall)
    {
        if (filter.ExternalReference is not null)
            return (await db.WithReferenceAsync(filter, before, count, cancel), null);
        var first = filter.Start is { } start ? await db.FirstIdFromAsync(start, cancel) : null;
        var floor = filter.IsNarrow ? await db.FloorAsync(filter.Coin, before, first, entriesPerCall, cancel) : null;
        var found = new List<Guid>();
        for (var at = before; found.Count < count;)
        {
            var ids = await db.Matching(filter, at, floor ?? first).Take(count).Select(e => e.JournalId)
                .ToListAsync(cancel);
            // A journal's entries stand together, and what comes before the last one is of other journals.
            found.AddRange(ids.Distinct());
            if (ids.Count < count)
                return (found, floor);
            at = ids[^1];
        }
        return ([.. found.Take(count)], null);
    }

    /// <summary>How many journals of a coin are newer than one; at most so many.</summary>
    public static async Task<int> CountNewerAsync(
        this LedgerDb db, string coin, Guid? after, int most, CancellationToken cancel)
    {
        var newer = new HashSet<Guid>();
        for (Guid? at = null; newer.Count < most;)
        {
            var ids = await db.Newest(db.Range(coin, at, after)).Take(most + 1).Select(e => e.JournalId)
                .ToListAsync(cancel);
            newer.UnionWith(ids.Where(id => id != after));
            if (ids.Count <= most)
                break;
            at = ids[^1];
        }
        return Math.Min(most, newer.Count);
    }

    /// <summary>An id that is before those of all journals booked from a time on; null where nothing was booked
    /// since.</summary>
    public static async Task<Guid?> FirstIdFromAsync(
        this LedgerDb db, DateTimeOffset time, CancellationToken cancel) =>
        await db.GroupFromAsync(time, cancel) is { } group ? Near(group, -Slack) : Guid.AllBitsSet;

    /// <summary>An id that is after those of all journals booked before a time; null where all were.</summary>
    public static async Task<Guid?> FirstIdAfterAsync(
        this LedgerDb db, DateTimeOffset time, CancellationToken cancel) =>
        await db.GroupFromAsync(time, cancel) is { } group ? Near(group, Slack) : null;

    /// <summary>The coin's entries on wallets, newest first.</summary>
    internal static IOrderedQueryable<EntryRow> Newest(this LedgerDb db, IQueryable<EntryRow> entries) =>
        db.OrdersIdsByTime
            ? entries.OrderByDescending(e => e.JournalId)
            : entries.OrderByDescending(e => EF.Property<long>(e, SqlServerLedgerDb.Moment))
                .ThenByDescending(e => e.JournalId);

    /// <summary>The coin's entries on wallets, of journals before one and from another on.</summary>
    internal static IQueryable<EntryRow> Range(this LedgerDb db, string coin, Guid? before, Guid? from)
    {
        var entries = db.Entries.AsNoTracking().Where(e => e.Asset == coin && e.WalletId != null);
        if (before is { } end)
            entries = db.OrdersIdsByTime
                ? entries.Where(e => e.JournalId < end)
                : Below(entries, end);
        if (from is { } start)
            entries = db.OrdersIdsByTime
                ? entries.Where(e => e.JournalId >= start)
                : From(entries, start);
        return entries;
    }

    private static IQueryable<EntryRow> Below(IQueryable<EntryRow> entries, Guid end)
    {
        var moment = MomentOf(end);
        return entries.Where(e => EF.Property<long>(e, SqlServerLedgerDb.Moment) < moment
            || (EF.Property<long>(e, SqlServerLedgerDb.Moment) == moment && e.JournalId < end));
    }

    private static IQueryable<EntryRow> From(IQueryable<EntryRow> entries, Guid start)
    {
        var moment = MomentOf(start);
        return entries.Where(e => EF.Property<long>(e, SqlServerLedgerDb.Moment) > moment
            || (EF.Property<long>(e, SqlServerLedgerDb.Moment) == moment && e.JournalId >= start));
    }

    /// <summary>The coin's entries in a range that the filter lets through, newest first.</summary>
    internal static IQueryable<EntryRow> Matching(
        this LedgerDb db, CoinJournalFilter filter, Guid? before, Guid? from)
    {
        var entries = db.Range(filter.Coin, before, from);
        if (filter.IsNarrow)
        {
            var outcomes = filter.Narrow(db.Outcomes.AsNoTracking());
            // Said of both tables: a database that begins with the outcomes then looks at a part of them, too.
            if (db.OrdersIdsByTime && from is { } start)
                outcomes = outcomes.Where(o => o.Id >= start);
            if (db.OrdersIdsByTime && before is { } end)
                outcomes = outcomes.Where(o => o.Id < end);
            entries = entries.Where(e => outcomes.Any(o => o.Id == e.JournalId));
        }
        return db.Newest(entries);
    }

    /// <summary>Where a call that looks at a part of the entries ends; null where the rest is no more than that.
    /// </summary>
    private static async Task<Guid?> FloorAsync(
        this LedgerDb db, string coin, Guid? before, Guid? first, int entriesPerCall, CancellationToken cancel)
    {
        var ids = await db.Newest(db.Range(coin, before, first)).Skip(entriesPerCall).Take(1)
            .Select(e => (Guid?)e.JournalId).ToListAsync(cancel);
        return ids.SingleOrDefault();
    }

    /// <summary>Those with one reference are few, and found by it.</summary>
    private static async Task<List<Guid>> WithReferenceAsync(
        this LedgerDb db, CoinJournalFilter filter, Guid? before, int count, CancellationToken cancel)
    {
        var outcomes = filter.Narrow(db.Outcomes.AsNoTracking());
        var entries = db.Range(filter.Coin, before, null);
        var ids = await outcomes.Where(o => entries.Any(e => e.JournalId == o.Id)).Select(o => o.Id)
            .Take(EntriesPerCall).ToListAsync(cancel);
        return [.. ids.OrderByDescending(id => id.ToString("D"), StringComparer.Ordinal).Take(count)];
    }

    /// <summary>The first group from a time on: numbers have no gaps, and times grow with them.</summary>
    private static async Task<Guid?> GroupFromAsync(this LedgerDb db, DateTimeOffset time, CancellationToken cancel)
    {
        var groups = db.Groups.AsNoTracking();
        var last = await groups.Where(g => g.Number > 0).MaxAsync(g => (long?)g.Number, cancel) ?? 0;
        var (before, from) = (0L, last + 1);
        while (from - before > 1)
        {
            var middle = before + ((from - before) / 2);
            var at = await groups.Where(g => g.Number == middle).Select(g => g.Time).SingleAsync(cancel);
            if (at < time)
                before = middle;
            else
                from = middle;
        }
        return from > last
            ? null
            : await groups.Where(g => g.Number == from).Select(g => (Guid?)g.Id).SingleAsync(cancel);
    }

    /// <summary>An id so much before or after another one.</summary>
    private static Guid Near(Guid id, TimeSpan by)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        var milliseconds = (MomentOf(id) >> 16) + (long)by.TotalMilliseconds;
        BinaryPrimitives.WriteInt64BigEndian(bytes, milliseconds << 16);
        return new Guid(bytes, bigEndian: true);
    }

    private static long MomentOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes);
    }
}

using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>Reads what moved several wallets as one list, newest first. The order is that of the books: by group, and
/// by place in the group; along each wallet it is the order of its versions. So each wallet's newest entries are read
/// by its index, and the wallets' lists are merged: a page costs the same however long the history is, unless it is of
/// rare kinds of journals.</summary>
internal static class ActivityReader
{
    /// <summary>Wallets that one statement reads.</summary>
    private const int WalletsPerStatement = 16;

    /// <param name="db">The books.</param>
    /// <param name="ranges">What is to be read of each wallet.</param>
    /// <param name="kinds">Kinds of journals; all where there are none.</param>
    /// <param name="count">How many journals at most.</param>
    /// <param name="cancel">Ends the reading.</param>
    public static async Task<List<JournalRecord>> ReadActivityAsync(
        this LedgerDb db, IReadOnlyList<ActivityRange> ranges, IReadOnlyCollection<JournalKind> kinds, int count,
        CancellationToken cancel)
    {
        var found = new List<JournalRecord>();
        var open = ranges.ToList();
        while (open.Count > 0 && found.Count < count)
        {
            var take = count - found.Count;
            var steps = await db.StepsAsync(open, kinds, take, cancel);
            var newest = await db.NewestFirstAsync(steps, cancel);
            var safe = Safe(open, steps, newest, take);
            var journals = await db.JournalsAsync(safe, cancel);
            found.AddRange(journals);
            // Of a wallet that answered with fewer than it could, nothing is left once all were taken.
            open = [.. open.Where(r => newest.Count > safe.Count || steps.Count(s => s.WalletId == r.WalletId) >= take)
                .Select(r => r.Before(journals)).Where(r => !r.IsEmpty)];
        }
        return found;
    }

    /// <summary>Reads what explains journals.</summary>
    public static async Task<ActivityReasons> ReadReasonsAsync(
        this LedgerDb db, IReadOnlyCollection<JournalRecord> journals, CancellationToken cancel)
    {
        var related = new Dictionary<JournalId, OutcomeRow>();
        foreach (var ids in journals.SelectMany(j => new[] { j.Bundle, j.Corrects }).OfType<JournalId>()
            .Select(id => id.Value).Distinct().Chunk(LedgerService.IdsPerQuery))
            foreach (var row in await db.Outcomes.AsNoTracking().Where(o => ids.Contains(o.Id)).ToListAsync(cancel))
                related[new JournalId(row.Id)] = row;
        return new ActivityReasons(related);
    }

    /// <summary>The newest entries of a few ranges, in one statement.</summary>
    internal static IQueryable<ActivityStep> StepsOf(
        this LedgerDb db, IEnumerable<ActivityRange> ranges, IReadOnlyCollection<JournalKind> kinds, int take) =>
        ranges.Select(r => db.NewestOf(r, kinds, take)).Aggregate((all, one) => all.Concat(one));

    private static async Task<List<ActivityStep>> StepsAsync(
        this LedgerDb db, List<ActivityRange> ranges, IReadOnlyCollection<JournalKind> kinds, int take,
        CancellationToken cancel)
    {
        var steps = new List<ActivityStep>();
        foreach (var some in ranges.Chunk(WalletsPerStatement))
            steps.AddRange(await db.StepsOf(some, kinds, take).ToListAsync(cancel));
        return steps;
    }

    private static IQueryable<ActivityStep> NewestOf(
        this LedgerDb db, ActivityRange range, IReadOnlyCollection<JournalKind> kinds, int take)
    {
        var entries = db.Entries.AsNoTracking().Where(
            e => e.WalletId == range.WalletId && e.Version > range.After && e.Version <= range.Last);
        if (kinds.Count > 0)
            entries = entries.Where(
                e => db.Outcomes.Any(o => o.Id == e.JournalId && kinds.Contains(o.Kind)));
        return entries.OrderByDescending(e => e.Version).Take(take).Select(e => new ActivityStep
        {
            WalletId = e.WalletId,
            Version = e.Version,
            JournalId = e.JournalId,
        });
    }

    /// <summary>The journals of entries, in the reverse order of the books.</summary>
    private static async Task<List<Guid>> NewestFirstAsync(
        this LedgerDb db, List<ActivityStep> steps, CancellationToken cancel)
    {
        var ids = steps.Select(s => s.JournalId).Distinct().ToList();
        var numbers = new Dictionary<Guid, long>();
        foreach (var groups in ids.Select(GroupOf).Distinct().Chunk(LedgerService.IdsPerQuery))
            foreach (var group in await db.Groups.AsNoTracking().Where(g => groups.Contains(g.Id))
                .Select(g => new { g.Id, g.Number }).ToListAsync(cancel))
                numbers[group.Id] = group.Number;
        // Within a group journals have ids that differ in their place alone.
        return [.. ids.OrderByDescending(id => numbers[GroupOf(id)])
            .ThenByDescending(id => id.ToString("D"), StringComparer.Ordinal)];
    }

    /// <summary>Those that nothing unread comes before: up to the first with which a wallet ends of which there may be
    /// more.</summary>
    private static List<Guid> Safe(
        List<ActivityRange> ranges, List<ActivityStep> steps, List<Guid> newest, int take)
    {
        var ends = ranges.Select(r => steps.FindAll(s => s.WalletId == r.WalletId)).Where(of => of.Count >= take)
            .Select(of => of.MinBy(s => s.Version)!.JournalId).ToHashSet();
        var end = newest.FindIndex(ends.Contains);
        return newest.GetRange(0, Math.Min(take, end < 0 ? newest.Count : end + 1));
    }

    private static async Task<List<JournalRecord>> JournalsAsync(
        this LedgerDb db, List<Guid> ids, CancellationToken cancel)
    {
        var journals = new List<JournalRecord>();
        foreach (var some in ids.Chunk(LedgerService.IdsPerQuery))
        {
            var read = await db.ReadAsync([.. some.Select(id => new JournalId(id))], cancel);
            journals.AddRange(some.Select(id => read[new JournalId(id)].RequireJournal()));
        }
        return journals;
    }

    private static Guid GroupOf(Guid journal) => GroupId.Of(new JournalId(journal)).Value;
}

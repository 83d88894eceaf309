using Federation.Ledger.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

/// <summary>
/// Reads the log by groups. Their numbers are in the order of commits and have no gaps, so what is read is whole and
/// stays as it is; negative numbers are tombstones.
/// </summary>
internal static class LogReader
{
    /// <summary>After so many outcomes a range ends, so that an answer stays well below the largest
    /// message.</summary>
    private const int MaxOutcomes = 5000;

    /// <summary>The first groups after a number, and whether there are more.</summary>
    public static async Task<(List<LoggedGroup> Groups, bool More)> GroupsAfterAsync(
        this LedgerDb db, long number, int limit, CancellationToken cancel)
    {
        // One more than asked for tells whether there is more.
        var groups = await db.Groups.AsNoTracking().Where(g => g.Number > number).OrderBy(g => g.Number).Take(limit + 1)
            .Select(g => new LoggedGroup(g.Number, new GroupId(g.Id), g.Outcomes)).ToListAsync(cancel);
        var first = LoggedGroup.Page(groups, limit, MaxOutcomes);
        return (first, groups.Count > first.Count);
    }

    /// <summary>The journals of groups in the order of the log, in steps.</summary>
    /// <param name="db">The books.</param>
    /// <param name="groups">Of these groups.</param>
    /// <param name="kinds">Of these kinds, and the refunds and reversals of such journals; all where it is
    /// empty.</param>
    /// <param name="entryKinds">With the entries of these kinds; with all where it is empty.</param>
    /// <param name="cancel">Stops it.</param>
    public static async IAsyncEnumerable<LoggedRecord> JournalsOfAsync(
        this LedgerDb db, IEnumerable<LoggedGroup> groups, IReadOnlyCollection<JournalKind> kinds,
        IReadOnlyCollection<AccountKind> entryKinds,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var ids in groups.SelectMany(g => g.OutcomeIds()).Chunk(LedgerService.IdsPerQuery))
        {
            var rows = await RowsAsync(db, ids, kinds, cancel);
            var corrected = await CorrectedAsync(db, rows, cancel);
            if (kinds.Count > 0)
                rows.RemoveAll(o => !kinds.Contains(o.Kind)
                    && !(o.Corrects is { } about && corrected.TryGetValue(about, out var of)
                        && kinds.Contains(of.Kind)));
            var completed = await db.CompleteAsync(rows, cancel, entryKinds);
            foreach (var id in ids)
                if (completed.TryGetValue(id, out var outcome) && outcome.Journal is { } journal)
                    yield return journal.Corrects is { } about && corrected.TryGetValue(about.Value, out var of)
                        ? new LoggedRecord(journal, of.Kind, of.Time) : new LoggedRecord(journal, null, null);
        }
    }

    private static Task<List<OutcomeRow>> RowsAsync(
        LedgerDb db, JournalId[] ids, IReadOnlyCollection<JournalKind> kinds, CancellationToken cancel)
    {
        var values = Array.ConvertAll(ids, id => id.Value);
        var rows = db.Outcomes.AsNoTracking().Where(o => values.Contains(o.Id) && o.Refused == null);
        if (kinds.Count > 0)
            rows = rows.Where(
                o => kinds.Contains(o.Kind) || o.Kind == JournalKind.Refund || o.Kind == JournalKind.Reverse);
        return rows.ToListAsync(cancel);
    }

    /// <summary>Kind and alliance time of the journals that some are about.</summary>
    private static async Task<Dictionary<Guid, (JournalKind Kind, DateTimeOffset Time)>> CorrectedAsync(
        LedgerDb db, List<OutcomeRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(o => o.Corrects).OfType<Guid>().Distinct().ToList();
        if (ids.Count == 0)
            return [];
        var found = await db.Outcomes.AsNoTracking().Where(o => ids.Contains(o.Id))
            .Select(o => new { o.Id, o.Kind, o.Time }).ToListAsync(cancel);
        return found.ToDictionary(o => o.Id, o => (o.Kind, o.Time));
    }
}

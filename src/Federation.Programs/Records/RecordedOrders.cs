using System.Runtime.CompilerServices;
using Federation.Programs.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>The orders of a programme that were placed and decided in a period.</summary>
/// <param name="db">Where their records are.</param>
/// <param name="program">The programme.</param>
/// <param name="from">From this alliance time on.</param>
/// <param name="to">Before this one.</param>
internal sealed class RecordedOrders(ProgramsDb db, ProgramId program, DateTimeOffset from, DateTimeOffset to)
{
    // An order of 500 lines has a record of some 100 KB.
    private const int PageSize = 200;

    private IQueryable<EvaluationRow> Rows => db.Evaluations.AsNoTracking().Where(
        e => e.PartnerId == program.PartnerId && e.ProgramId == program.Id && e.CreateTime >= from && e.CreateTime < to
            && e.Journal != null);

    public Task<long> CountAsync(CancellationToken cancel) => Rows.LongCountAsync(cancel);

    /// <summary>Their records without the terms, in the order in which they were decided. They are read page by page:
    /// each is one seek in an index.</summary>
    public async IAsyncEnumerable<EvaluationRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = Rows;
        while (true)
        {
            var page = await rows.OrderBy(e => e.CreateTime).Take(PageSize).ToListAsync(cancel);
            if (page.Count == 0)
                yield break;
            var last = page[^1].CreateTime;
            if (page.Count == PageSize)
            {
                // Orders of one instant are read together: they are put in order below.
                page.RemoveAll(e => e.CreateTime == last);
                page.AddRange(await Rows.Where(e => e.CreateTime == last).ToListAsync(cancel));
            }
            foreach (var row in InOrder(page))
                yield return EvaluationRecord.Parser.ParseFrom(row.Content);
            rows = Rows.Where(e => e.CreateTime > last);
        }
    }

    /// <summary>In a sandbox many orders may be decided at one instant. Ids of journals grow as the ledger books
    /// them.</summary>
    private static IEnumerable<EvaluationRow> InOrder(IEnumerable<EvaluationRow> page) =>
        page.OrderBy(e => e.CreateTime).ThenBy(e => e.Journal)
            .ThenBy(e => e.Digest, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
}

using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>Writes the records of orders that are being placed. What comes at the same time shares a transaction: each
/// one is a flush of the disk, and on SQLite one writes at a time.</summary>
internal sealed class OrderRecords
{
    // Each order comes twice.
    private const int Most = 256;

    private readonly IServiceScopeFactory scopes;
    private readonly Batcher<OrderWrite, bool> batcher;

    public OrderRecords(IServiceScopeFactory scopes)
    {
        this.scopes = scopes;
        // One lane: while a batch is written, the next one grows.
        batcher = new(WriteAsync, Most, lanes: 1);
    }

    /// <summary>Writes a decision.</summary>
    public Task WriteAsync(OrderWrite.Decided decided, CancellationToken cancel) =>
        batcher.AskAsync(decided, cancel);

    /// <summary>Notes the journal of a decision soon. The ledger has it for sure; nobody waits for this, and what is
    /// lost the sweep finds.</summary>
    public void Note(OrderWrite.Placed placed) => _ = batcher.AskAsync(placed, CancellationToken.None);

    /// <summary>Waits until what this process was to note is written.</summary>
    public Task NotedAsync(CancellationToken cancel) => batcher.AskAsync(new OrderWrite.Nothing(), cancel);

    private async Task<IReadOnlyList<bool>> WriteAsync(IReadOnlyList<OrderWrite> writes)
    {
        // What was there already must not be in the others' way.
        if (!await TryWriteAsync(writes) && writes.Count > 1)
            foreach (var write in writes)
                await TryWriteAsync([write]);
        return new bool[writes.Count];
    }

    /// <returns>False where something was there already: nothing is written then.</returns>
    private async Task<bool> TryWriteAsync(IReadOnlyList<OrderWrite> writes)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProgramsDb>();
        // All of it is one round trip. The same call may be there twice, and be placed while it comes again.
        var made = new Dictionary<string, EvaluationRow>(StringComparer.Ordinal);
        foreach (var decided in writes.OfType<OrderWrite.Decided>())
            if (made.TryAdd(Convert.ToHexString(decided.Record.Digest), decided.Record))
            {
                db.Evaluations.Add(decided.Record);
                db.Coupons.AddRange(decided.Coupons);
                db.TierGrants.AddRange(decided.Levels);
            }
        var open = await OpenAsync(db, writes.OfType<OrderWrite.Placed>());
        // In one order everywhere, so that two transactions do not wait for each other.
        foreach (var (key, placed) in writes.OfType<OrderWrite.Placed>()
            .Select(p => (Key: Convert.ToHexString(p.Digest), Placed: p)).DistinctBy(p => p.Key)
            .OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            (made.GetValueOrDefault(key) ?? db.Attach(EvaluationRow.Known(placed.Digest)).Entity).Journal =
                placed.Journal;
            if (placed.Answers.Count > 0 && (made.ContainsKey(key) || open.Contains(key)))
                db.SurveyAnswers.AddRange(placed.Answers);
        }
        try
        {
            using var turn = await db.WriterTurnAsync(CancellationToken.None);
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e) || e is DbUpdateConcurrencyException)
        {
            // The same call at the same moment has written the same, or a record is not there any more.
            return false;
        }
    }

    /// <summary>Which of those with answers have no journal yet, so that answers are written once.</summary>
    private static async Task<HashSet<string>> OpenAsync(ProgramsDb db, IEnumerable<OrderWrite.Placed> placed)
    {
        var digests = placed.Where(p => p.Answers.Count > 0).Select(p => p.Digest).ToList();
        if (digests.Count == 0)
            return [];
        var open = await db.Evaluations.Where(e => digests.Contains(e.Digest) && e.Journal == null)
            .Select(e => e.Digest).ToListAsync();
        return [.. open.Select(Convert.ToHexString)];
    }
}

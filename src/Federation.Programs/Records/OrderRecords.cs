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
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProgramsDb>();
        // The same call may be there twice, and be placed while it comes again.
        var decided = writes.OfType<OrderWrite.Decided>().DistinctBy(d => HexOf(d.Record.Digest)).ToList();
        var placed = writes.OfType<OrderWrite.Placed>().DistinctBy(p => HexOf(p.Digest)).ToList();
        var answers = await NewAnswersAsync(db, decided, placed.FindAll(p => p.Answers.Count > 0));
        await new ManyRows(db)
            .Add(decided.ConvertAll(d => d.Record))
            .Add(decided.SelectMany(d => d.Coupons).ToList())
            .Add(decided.SelectMany(d => d.Levels).ToList())
            .Add(answers)
            .Fill<EvaluationRow, byte[], Guid>(
                nameof(EvaluationRow.Journal), placed.ConvertAll(p => (p.Digest, p.Journal)))
            .WriteAsync(CancellationToken.None);
        return new bool[writes.Count];
    }

    private static string HexOf(byte[] digest) => Convert.ToHexString(digest);

    /// <summary>The answers of those that are decided now, or have no journal yet: so answers are written once, and
    /// with a record that is there.</summary>
    private static async Task<List<SurveyAnswerRow>> NewAnswersAsync(
        ProgramsDb db, List<OrderWrite.Decided> decided, List<OrderWrite.Placed> answered)
    {
        if (answered.Count == 0)
            return [];
        var digests = answered.ConvertAll(p => p.Digest);
        var open = await db.Evaluations.Where(e => digests.Contains(e.Digest) && e.Journal == null)
            .Select(e => e.Digest).ToListAsync();
        var fresh = open.Concat(decided.Select(d => d.Record.Digest)).Select(HexOf).ToHashSet(StringComparer.Ordinal);
        return [.. answered.Where(p => fresh.Contains(HexOf(p.Digest))).SelectMany(p => p.Answers)];
    }
}

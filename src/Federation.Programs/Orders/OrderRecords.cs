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

    public Task WriteAsync(OrderWrite write, CancellationToken cancel) => batcher.AskAsync(write, cancel);

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
        // All of it is one round trip. The same call may be there twice.
        foreach (var decided in writes.OfType<OrderWrite.Decided>()
            .DistinctBy(d => Convert.ToHexString(d.Record.Digest)))
        {
            db.Evaluations.Add(decided.Record);
            db.Coupons.AddRange(decided.Coupons);
        }
        // In one order everywhere, so that two transactions do not wait for each other.
        foreach (var placed in writes.OfType<OrderWrite.Placed>().DistinctBy(p => Convert.ToHexString(p.Digest))
            .OrderBy(p => Convert.ToHexString(p.Digest), StringComparer.Ordinal))
            db.Attach(EvaluationRow.Known(placed.Digest)).Entity.Journal = placed.Journal;
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
}

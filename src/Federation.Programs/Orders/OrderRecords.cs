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
        // The same call may be there twice.
        foreach (var decided in writes.OfType<OrderWrite.Decided>()
            .DistinctBy(d => Convert.ToHexString(d.Record.Digest)))
        {
            db.Evaluations.Add(decided.Record);
            db.Coupons.AddRange(decided.Coupons);
        }
        try
        {
            using var turn = await db.WriterTurnAsync(CancellationToken.None);
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.SaveChangesAsync();
            // In one order everywhere, so that two transactions do not wait for each other.
            foreach (var (digest, journal) in writes.OfType<OrderWrite.Placed>()
                .OrderBy(p => Convert.ToHexString(p.Digest), StringComparer.Ordinal))
                await db.Evaluations.Where(e => e.Digest == digest && e.Journal == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(e => e.Journal, journal));
            await transaction.CommitAsync();
            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            // The same call at the same moment has written the same.
            return false;
        }
    }
}

using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>Writes what is decided of orders that are placed. Orders at the same time share a transaction: each one
/// costs a flush of the disk, and some databases take one at a time.</summary>
internal sealed class OrderRecords
{
    private readonly IServiceScopeFactory scopes;
    private readonly Batcher<IReadOnlyList<object>, bool> decided;
    private readonly Batcher<PlacedRecord, bool> placed;

    public OrderRecords(IServiceScopeFactory scopes)
    {
        this.scopes = scopes;
        decided = new(WriteAsync);
        placed = new(NoteAsync);
    }

    /// <summary>Writes an order's record and the coupons that it gives, before a journal names them.</summary>
    public Task WriteAsync(EvaluationRow record, IEnumerable<CouponRow> coupons, CancellationToken cancel) =>
        decided.AskAsync([record, .. coupons], cancel);

    /// <summary>Notes the journal by which the order of a record was placed.</summary>
    public Task PlacedAsync(byte[] digest, Guid journal, CancellationToken cancel) =>
        placed.AskAsync(new PlacedRecord(digest, journal), cancel);

    private async Task<IReadOnlyList<bool>> WriteAsync(IReadOnlyList<IReadOnlyList<object>> orders)
    {
        // One that is there already must not be in the others' way.
        if (!await TryWriteAsync(orders.SelectMany(o => o)) && orders.Count > 1)
            foreach (var order in orders)
                await TryWriteAsync(order);
        return new bool[orders.Count];
    }

    /// <returns>Whether nothing of it was there.</returns>
    private async Task<bool> TryWriteAsync(IEnumerable<object> rows)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProgramsDb>();
        db.AddRange(rows);
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            // The same call at the same moment has written the same.
            return false;
        }
    }

    private async Task<IReadOnlyList<bool>> NoteAsync(IReadOnlyList<PlacedRecord> records)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProgramsDb>();
        using var turn = await db.WriterTurnAsync(CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync();
        // In one order everywhere, so that two transactions do not wait for each other.
        foreach (var (digest, journal) in records.OrderBy(r => Convert.ToHexString(r.Digest), StringComparer.Ordinal))
            await db.Evaluations.Where(e => e.Digest == digest && e.Journal == null)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Journal, journal));
        await transaction.CommitAsync();
        return new bool[records.Count];
    }
}

using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>Who wanted which reward, written before the journal that makes it so, and which journal that was, noted
/// after it. What comes at the same time is one commit.</summary>
internal sealed class RedemptionRows
{
    private readonly IServiceScopeFactory scopes;
    private readonly Batcher<RedemptionRow, RedemptionRow> writer;
    private readonly Batcher<(Guid Id, Guid Journal), Guid> noter;

    public RedemptionRows(IServiceScopeFactory scopes)
    {
        this.scopes = scopes;
        writer = new(WriteAsync);
        noter = new(NoteAsync);
    }

    /// <summary>Writes it, unless an earlier attempt has.</summary>
    public Task WriteAsync(RedemptionRow row, CancellationToken cancel) => writer.AskAsync(row, cancel);

    /// <summary>Notes which journal made it, for reports.</summary>
    public Task NoteAsync(RedemptionHistory history, CancellationToken cancel) =>
        noter.AskAsync((history.Id.Id, history.Journal), cancel);

    private async Task<IReadOnlyList<RedemptionRow>> WriteAsync(IReadOnlyList<RedemptionRow> rows)
    {
        // A request that is sent twice at once asks twice.
        var distinct = rows.DistinctBy(r => r.Id).ToList();
        if (!await TryAddAsync(distinct) && distinct.Count > 1)
            // One of them is there already, which concerns no other.
            foreach (var row in distinct)
                await TryAddAsync([row]);
        return rows;
    }

    /// <returns>False where a row is there, so that none was written.</returns>
    private async Task<bool> TryAddAsync(IReadOnlyList<RedemptionRow> rows)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RewardsDb>();
        db.Redemptions.AddRange(rows);
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<Guid>> NoteAsync(IReadOnlyList<(Guid Id, Guid Journal)> made)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RewardsDb>();
        var (ids, journals) = (made.Select(m => m.Id).ToList(), made.DistinctBy(m => m.Id).ToDictionary());
        using var turn = await db.WriterTurnAsync(CancellationToken.None);
        var rows = await db.Redemptions.Where(r => ids.Contains(r.Id) && r.Journal == null).ToListAsync();
        foreach (var row in rows)
            row.Journal = journals[row.Id];
        await db.SaveChangesAsync();
        return [.. made.Select(m => m.Journal)];
    }
}

using Federation.Hosting;
using Federation.Rewards.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>Who wanted which reward, written before the journal that makes it so, and which journal that was and
/// whether it is held, noted after it. What comes at the same time is one commit.</summary>
internal sealed class RedemptionRows
{
    private readonly IServiceScopeFactory scopes;
    private readonly Batcher<RedemptionRow, RedemptionRow> writer;
    private readonly Batcher<RedemptionHistory, Guid> noter;

    public RedemptionRows(IServiceScopeFactory scopes)
    {
        this.scopes = scopes;
        writer = new(WriteAsync);
        noter = new(NoteAsync);
    }

    /// <summary>Writes it, unless an earlier attempt has.</summary>
    public Task WriteAsync(RedemptionRow row, CancellationToken cancel) => writer.AskAsync(row, cancel);

    /// <summary>Notes which journal made it, for reports, and until when it is held.</summary>
    public Task NoteAsync(RedemptionHistory history, CancellationToken cancel) => noter.AskAsync(history, cancel);

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
            if (rows is [{ HoldExpireTime: { } until } row])
                await HoldAsync(row.Id, until);
            return false;
        }
    }

    /// <summary>An earlier attempt, after which something else was decided, did not hold it, and was not
    /// booked.</summary>
    private async Task HoldAsync(Guid id, DateTimeOffset until)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RewardsDb>();
        using var turn = await db.WriterTurnAsync(CancellationToken.None);
        await db.Redemptions.Where(r => r.Id == id && r.Journal == null)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.HoldExpireTime, until));
    }

    private async Task<IReadOnlyList<Guid>> NoteAsync(IReadOnlyList<RedemptionHistory> made)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RewardsDb>();
        var histories = made.DistinctBy(m => m.Id).ToDictionary(m => m.Id.Id);
        var ids = histories.Keys.ToList();
        using var turn = await db.WriterTurnAsync(CancellationToken.None);
        var rows = await db.Redemptions.Where(r => ids.Contains(r.Id) && r.Journal == null).ToListAsync();
        foreach (var row in rows)
        {
            var now = histories[row.Id].Now;
            row.Journal = histories[row.Id].Journal;
            row.HoldExpireTime = now.State == RedemptionState.Held ? now.Hold.ExpireTime.ToDateTimeOffset() : null;
        }
        await db.SaveChangesAsync();
        return [.. made.Select(m => m.Journal)];
    }
}

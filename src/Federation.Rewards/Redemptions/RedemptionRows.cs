using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>Who wanted which reward, and whether it is held, written before the journal that makes it so, and which
/// journal that was, noted after it. What comes at the same time is one commit.</summary>
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
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RewardsDb>();
        // A request that is sent twice at once asks twice.
        await new ManyRows(db).Add(rows.DistinctBy(r => r.Id).ToList()).WriteAsync(CancellationToken.None);
        foreach (var row in rows)
            if (row.HoldExpireTime is { } until)
                await HoldAsync(db, row.Id, until);
        return rows;
    }

    /// <summary>An earlier attempt, after which something else was decided, did not hold it, and was not
    /// booked.</summary>
    private static async Task HoldAsync(RewardsDb db, Guid id, DateTimeOffset until)
    {
        using var turn = await db.WriterTurnAsync(CancellationToken.None);
        await db.Redemptions.Where(r => r.Id == id && r.Journal == null && r.HoldExpireTime == null)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.HoldExpireTime, until));
    }

    private async Task<IReadOnlyList<Guid>> NoteAsync(IReadOnlyList<(Guid Id, Guid Journal)> made)
    {
        await using var scope = scopes.CreateAsyncScope();
        await new ManyRows(scope.ServiceProvider.GetRequiredService<RewardsDb>())
            .Fill<RedemptionRow, Guid, Guid>(nameof(RedemptionRow.Journal), made.DistinctBy(m => m.Id).ToList())
            .WriteAsync(CancellationToken.None);
        return [.. made.Select(m => m.Journal)];
    }
}

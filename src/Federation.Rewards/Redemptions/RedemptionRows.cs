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
        await using var scope = scopes.CreateAsyncScope();
        // A request that is sent twice at once asks twice.
        await Many(scope).Add(rows.DistinctBy(r => r.Id).ToList()).WriteAsync(CancellationToken.None);
        // An earlier attempt, after which something else was decided, may not have held it, and was not booked.
        var db = scope.ServiceProvider.GetRequiredService<RewardsDb>();
        foreach (var held in rows.Where(r => r.HoldExpireTime is not null))
        {
            using var turn = await db.WriterTurnAsync(CancellationToken.None);
            await db.Redemptions.Where(r => r.Id == held.Id && r.Journal == null && r.HoldExpireTime == null)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.HoldExpireTime, held.HoldExpireTime));
        }
        return rows;
    }

    private async Task<IReadOnlyList<Guid>> NoteAsync(IReadOnlyList<(Guid Id, Guid Journal)> made)
    {
        await using var scope = scopes.CreateAsyncScope();
        await Many(scope)
            .Fill<RedemptionRow, Guid, Guid>(nameof(RedemptionRow.Journal), made.DistinctBy(m => m.Id).ToList())
            .WriteAsync(CancellationToken.None);
        return [.. made.Select(m => m.Journal)];
    }

    private static ManyRows Many(AsyncServiceScope scope) => new(scope.ServiceProvider.GetRequiredService<RewardsDb>());
}

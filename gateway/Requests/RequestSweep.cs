using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Gateway;

/// <summary>Takes away records of calls that are older than seven days.</summary>
internal sealed class RequestSweep(TimeProvider time) : TableSweep<GatewayDb>
{
    /// <summary>How long calls are kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    public override string Name => "requests";

    public override async Task<int> StepAsync(GatewayDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        using var turn = await db.WriterTurnAsync(cancel);
        var before = RequestNumbers.From(time.GetUtcNow() - Retention);
        var due = await db.Requests.Where(r => r.Number < before).OrderBy(r => r.Number).Take(StepRows)
            .Select(r => r.Number).ToListAsync(cancel);
        if (due is [.., var last])
            return await db.Requests.Where(r => r.Number <= last).ExecuteDeleteAsync(cancel);
        return await db.Gaps.Where(g => g.Number < before).ExecuteDeleteAsync(cancel);
    }
}

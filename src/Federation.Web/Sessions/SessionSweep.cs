using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Web;

/// <summary>Takes away sessions that have ended.</summary>
internal sealed class SessionSweep(TimeProvider time) : TableSweep<WebDb>
{
    public override string Name => "sessions";

    public override async Task<int> StepAsync(WebDb db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        using var turn = await db.WriterTurnAsync(cancel);
        var now = time.UtcNow();
        var due = await db.Sessions.Where(s => s.ExpireTime <= now).OrderBy(s => s.ExpireTime).Take(StepRows)
            .Select(s => s.Hash).ToListAsync(cancel);
        return due.Count == 0 ? 0 : await db.Sessions.Where(s => due.Contains(s.Hash)).ExecuteDeleteAsync(cancel);
    }
}

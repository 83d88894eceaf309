using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

/// <summary>Forgets revoked clients whose tokens have all expired.</summary>
internal sealed class RevokedClientSweep(TimeProvider time) : TableSweep<PartnersDb>
{
    /// <summary>For how long a revoked client is listed for all modules: the life of a token, and five minutes for
    /// clocks that differ.</summary>
    public static readonly TimeSpan ListedFor = AccessTokens.LongestLife + TimeSpan.FromMinutes(5);

    public override string Name => "revoked-clients";

    public override async Task<int> StepAsync(PartnersDb db, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        var before = time.UtcNow() - ListedFor;
        return await db.RevokedClients.Where(c => c.Time < before).OrderBy(c => c.Time).Take(StepRows)
            .ExecuteDeleteAsync(cancel);
    }
}

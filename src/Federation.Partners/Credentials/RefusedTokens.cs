using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

/// <summary>Whose tokens are refused although they have not expired: the directory tells every process.</summary>
internal sealed class RefusedTokens(PartnersDb db, TimeProvider time)
{
    /// <summary>Adds a revoked client, or a session that was ended. Doing so twice changes nothing.</summary>
    public async Task AddAsync(string clientOrSession, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.BumpDirectoryAsync(cancel);
        if (await db.RevokedClients.AnyAsync(c => c.ClientId == clientOrSession, cancel))
            return;
        db.RevokedClients.Add(new RevokedClient { ClientId = clientOrSession, Time = time.UtcNow() });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

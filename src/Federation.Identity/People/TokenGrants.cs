using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Lets an authorization code be exchanged once, and each refresh token that follows from it be used once.
/// </summary>
internal sealed class TokenGrants(IdentityDb db, SessionEnds sessions, TimeProvider time)
{
    // The answer to a refresh may be lost, with the node that sent it or the node that waited for it.
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    /// <summary>Exchanges a code. One that was exchanged before ends the session: somebody else has read it.</summary>
    public async Task<bool> UseCodeAsync(Guid id, SignInSession session, CancellationToken cancel)
    {
        try
        {
            using var turn = await db.WriterTurnAsync(cancel);
            session.SeenTime = time.UtcNow();
            db.Grants.Add(new TokenGrant { Id = id, SessionId = session.Id, Time = session.SeenTime });
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            db.ChangeTracker.Clear();
        }
        await sessions.EndAsync(session.Id, cancel);
        return false;
    }

    /// <summary>
    /// Uses a refresh token, once, and again for half a minute, since the answer may have been lost. A token that was
    /// used before that ends the session: it was stolen, now or then.
    /// </summary>
    /// <returns>The number of the next one; null if this one is not good.</returns>
    public async Task<long?> RefreshAsync(Guid id, long number, SignInSession session, CancellationToken cancel)
    {
        var now = time.UtcNow();
        using (await db.WriterTurnAsync(cancel))
        {
            var moved = await db.Grants.Where(g => g.Id == id && g.SessionId == session.Id && g.RefreshNumber == number)
                .ExecuteUpdateAsync(
                    g => g.SetProperty(x => x.RefreshNumber, number + 1).SetProperty(x => x.Time, now), cancel);
            session.SeenTime = now;
            await db.SaveChangesAsync(cancel);
            if (moved == 1)
                return number + 1;
        }
        var grant = await db.Grants.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, cancel);
        if (grant?.SessionId == session.Id && grant.RefreshNumber == number + 1 && grant.Time > now - Leeway)
            return number + 1;
        await sessions.EndAsync(session.Id, cancel);
        return null;
    }
}

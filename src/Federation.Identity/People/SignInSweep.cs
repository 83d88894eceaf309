using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Forgets codes, links, invitations, grants, tries and sessions that are long over.</summary>
internal sealed class SignInSweep(TimeProvider time) : TableSweep<IdentityDb>
{
    private static readonly TimeSpan SessionsKept = TimeSpan.FromDays(30);

    public override string Name => "sign-ins";

    public override async Task<int> StepAsync(IdentityDb db, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var (hourAgo, over, lived) = (now - SignInCodes.Window, now - SessionsKept, now - MemberSession.Life);
        var dayAgo = now - SignInTries.Forgotten;
        using var turn = await db.WriterTurnAsync(cancel);
        // Codes count against their address and origin for an hour.
        return await db.Codes.Where(c => c.CreateTime < hourAgo).Take(StepRows).ExecuteDeleteAsync(cancel)
            + await db.Links.Where(l => l.ExpireTime < hourAgo).Take(StepRows).ExecuteDeleteAsync(cancel)
            + await db.Grants.Where(g => g.Time < lived).Take(StepRows).ExecuteDeleteAsync(cancel)
            + await db.Invitations.Where(i => i.ExpireTime < over).Take(StepRows).ExecuteDeleteAsync(cancel)
            + await db.Tries.Where(t => t.Time < dayAgo).Take(StepRows).ExecuteDeleteAsync(cancel)
            + await db.MemberSessions.Where(s => s.ExpireTime < over || s.EndTime < over).Take(StepRows)
                .ExecuteDeleteAsync(cancel)
            + await db.StaffSessions.Where(s => s.ExpireTime < over || s.EndTime < over).Take(StepRows)
                .ExecuteDeleteAsync(cancel);
    }
}

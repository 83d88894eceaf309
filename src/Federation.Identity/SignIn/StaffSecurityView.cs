using Federation.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Reads what the security page shows to staff, and whether they may change it.</summary>
internal sealed class StaffSecurityView(
    IdentityDb db, SignInSessions sessions, RecoveryCodes recovery, StaffAuthority authority,
    TimeProvider time)
{
    /// <summary>How recently staff must have signed in, or confirmed it, to change their ways in.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <summary>The browser's session and its user, if they are staff who may sign in.</summary>
    public async Task<(StaffSession Session, StaffUser User)?> StaffAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        return await sessions.FindAsync(SessionCookie.Read(context), cancel) is StaffSession session
            && await db.Staff.SingleOrDefaultAsync(s => s.Id == session.UserId, cancel) is { MaySignIn: true } user
            ? (session, user) : null;
    }

    /// <summary>The same, if they have signed in or confirmed it within <see cref="Fresh"/>.</summary>
    public async Task<(StaffSession Session, StaffUser User)?> FreshAsync(HttpContext context) =>
        await StaffAsync(context) is { } staff && time.UtcNow() - staff.Session.AuthTime <= Fresh ? staff : null;

    /// <summary>What is shown to the browser; null where no staff is signed in.</summary>
    public async Task<ShownStaffSecurity?> ReadAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        if (await StaffAsync(context) is not var (session, user))
            return null;
        var passkeys = await db.Passkeys.AsNoTracking().Where(p => p.UserId == user.Id).OrderBy(p => p.CreateTime)
            .ToListAsync(cancel);
        var password = await db.Passwords.Where(p => p.UserId == user.Id)
            .Select(p => (DateTimeOffset?)p.ChangeTime).SingleOrDefaultAsync(cancel);
        var names = await db.ExternalNames.AsNoTracking().Where(n => n.UserId == user.Id).OrderBy(n => n.CreateTime)
            .ToListAsync(cancel);
        return new ShownStaffSecurity(
            session, user, passkeys, password, await recovery.LeftAsync(user.Id, cancel), names,
            authority.Name, await sessions.ListAsync(user.Id, cancel));
    }
}

using Federation.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Reads what the security page shows.</summary>
internal sealed class SecurityView(
    IdentityDb db, SignInSessions sessions, ShownBrands shown, StaffSecurityView staff, TimeProvider time)
{
    /// <summary>How recently a member must have signed in to change its ways in: a browser that was left open must not
    /// be enough.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>The browser's session, if it is good.</summary>
    public Task<SignInSession?> SessionAsync(HttpContext context) =>
        sessions.FindAsync(SessionCookie.Read(context), context.RequestAborted);

    /// <summary>The same, if it may change ways in. A brand's link lives for a minute and is as fresh as
    /// that.</summary>
    public async Task<SignInSession?> FreshAsync(HttpContext context) => await SessionAsync(context) switch
    {
        MemberSession member => time.UtcNow() - member.AuthTime <= Fresh ? member : null,
        StaffSession => (await staff.FreshAsync(context))?.Session,
        _ => null,
    };

    /// <summary>What is shown to staff; null where none is signed in.</summary>
    public Task<ShownStaffSecurity?> ReadStaffAsync(HttpContext context) => staff.ReadAsync(context);

    /// <summary>What is shown to a member; null where none is signed in.</summary>
    public async Task<ShownSecurity?> ReadAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        if (await SessionAsync(context) is not MemberSession session)
            return null;
        var brands = await shown.OfAsync(session, cancel);
        if (session.User is not { } user)
            return new ShownSecurity(session, brands, [], [], [session]);
        var contacts = await db.Contacts.Where(c => c.UserId == user).OrderBy(c => c.CreateTime)
            .Select(c => c.Address).ToListAsync(cancel);
        var passkeys = await db.Passkeys.AsNoTracking().Where(p => p.UserId == user).OrderBy(p => p.CreateTime)
            .ToListAsync(cancel);
        return new ShownSecurity(
            session, brands, [.. contacts.Select(ContactAddress.Kept)], passkeys,
            await sessions.ListAsync(user, cancel));
    }

    /// <summary>Reads the hash that names a passkey in a form; one that is none names none.</summary>
    public static byte[] ReadHash(string? text)
    {
        try
        {
            return Convert.FromHexString(text ?? "");
        }
        catch (FormatException)
        {
            return [];
        }
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Reads what the security page shows.</summary>
internal sealed class SecurityView(IdentityDb db, SignInSessions sessions, ShownBrands shown)
{
    /// <summary>The browser's session, if it is good.</summary>
    public Task<SignInSession?> SessionAsync(HttpContext context) =>
        sessions.FindAsync(SessionCookie.Read(context), context.RequestAborted);

    /// <summary>What is shown to the browser; null where nobody is signed in.</summary>
    public async Task<ShownSecurity?> ReadAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        if (await SessionAsync(context) is not { } session)
            return null;
        var brands = session is MemberSession member ? await shown.OfAsync(member, cancel) : [];
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

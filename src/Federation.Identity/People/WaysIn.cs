using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>All ways in of a staff user together.</summary>
internal sealed class WaysIn(IdentityDb db)
{
    /// <summary>Removes them: the person has ended, or sets them up anew by an invitation.</summary>
    /// <remarks>Within the caller's transaction.</remarks>
    public async Task RemoveAllAsync(Guid userId, CancellationToken cancel)
    {
        await db.Passkeys.Where(p => p.UserId == userId).ExecuteDeleteAsync(cancel);
        await db.ExternalNames.Where(n => n.UserId == userId).ExecuteDeleteAsync(cancel);
        await RemovePasswordAsync(userId, cancel);
    }

    /// <summary>Removes the password, and the app and the recovery codes that go with it.</summary>
    /// <remarks>Within the caller's transaction.</remarks>
    public async Task RemovePasswordAsync(Guid userId, CancellationToken cancel)
    {
        await db.Passwords.Where(p => p.UserId == userId).ExecuteDeleteAsync(cancel);
        await db.TotpSecrets.Where(t => t.UserId == userId).ExecuteDeleteAsync(cancel);
        await db.RecoveryCodes.Where(r => r.UserId == userId).ExecuteDeleteAsync(cancel);
    }
}

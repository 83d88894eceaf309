using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>All ways in of a staff user together.</summary>
internal sealed class WaysIn(IdentityDb db)
{
    /// <summary>Removes them: the person has ended, or sets them up anew by an invitation.</summary>
    /// <remarks>Within the caller's transaction.</remarks>
    public Task RemoveAllAsync(Guid userId, CancellationToken cancel) =>
        db.Passkeys.Where(p => p.UserId == userId).ExecuteDeleteAsync(cancel);
}

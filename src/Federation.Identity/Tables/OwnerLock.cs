using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Lets commands on what one owner has, its clients and its people, happen one after the other.</summary>
internal static class OwnerLock
{
    /// <summary>Counts the owner's row up, whose lock is held until the caller's transaction ends.</summary>
    /// <param name="db">With an open transaction.</param>
    /// <param name="owner"><c>partners/{id}</c> or <c>alliance</c>.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task LockOwnerAsync(this IdentityDb db, string owner, CancellationToken cancel)
    {
        var locked = await db.ClientOwners.Where(o => o.Owner == owner)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Revision, o => o.Revision + 1), cancel);
        if (locked > 0)
            return;
        // Two first commands of an owner meet in this key; the second starts again and finds the row.
        db.ClientOwners.Add(new ClientOwner { Owner = owner, Revision = 1 });
        await db.SaveChangesAsync(cancel);
    }
}

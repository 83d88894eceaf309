using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>What the company's own authority calls members of staff.</summary>
internal sealed class ExternalNames(IdentityDb db, TimeProvider time)
{
    /// <summary>Who is called so; null where nobody is, or who is may not sign in.</summary>
    public async Task<StaffUser?> FindAsync(AuthorityPerson person, CancellationToken cancel) =>
        await db.ExternalNames.Where(n => n.Hash == person.Hash)
            .Join(db.Staff, n => n.UserId, s => s.Id, (_, user) => user)
            .SingleOrDefaultAsync(cancel) is { MaySignIn: true } user ? user : null;

    /// <summary>Whether somebody is called so already.</summary>
    public Task<bool> IsTakenAsync(AuthorityPerson person, CancellationToken cancel) =>
        db.ExternalNames.AnyAsync(n => n.Hash == person.Hash, cancel);

    /// <summary>The user is called so from now on.</summary>
    /// <remarks>Within the caller's turn as writer; saved by the caller.</remarks>
    public void Add(Guid user, AuthorityPerson person) => db.ExternalNames.Add(new ExternalName
    {
        Hash = person.Hash,
        UserId = user,
        Shown = person.Shown,
        CreateTime = time.UtcNow(),
    });

    /// <summary>The same, saved.</summary>
    /// <returns>False where somebody else is called so.</returns>
    public async Task<bool> TryAddAsync(Guid user, AuthorityPerson person, CancellationToken cancel)
    {
        try
        {
            using var turn = await db.WriterTurnAsync(cancel);
            Add(user, person);
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            db.ChangeTracker.Clear();
            return await db.ExternalNames.AnyAsync(n => n.Hash == person.Hash && n.UserId == user, cancel);
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Links with which staff users set up their first way in, each good once and for a week. The newest one of a
/// user counts.</summary>
internal sealed class Invitations(IdentityDb db, SignInAddress address, TimeProvider time)
{
    /// <summary>Where a link leads, below the sign-in address; its secret follows.</summary>
    public const string Path = "/signin/invitation/";

    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>The hash of a link's secret, or of what somebody took for one.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The whole link.</summary>
    public string To(string secret) => address.To(Path + secret);

    /// <summary>The user that an invitation is for, while it is good.</summary>
    public async Task<StaffUser?> FindAsync(string secret, CancellationToken cancel)
    {
        var (hash, now) = (HashOf(secret), time.UtcNow());
        return await db.Invitations.AsNoTracking()
            .Where(i => i.Hash == hash && i.EndTime == null && i.ExpireTime > now)
            .Join(db.Staff, i => i.UserId, s => s.Id, (_, user) => user)
            .SingleOrDefaultAsync(s => s.State == StaffState.Invited, cancel);
    }

    /// <summary>Uses an invitation: the user has its first way in and is active. Of two uses at once, one gets
    /// it.</summary>
    /// <param name="secret">The link's.</param>
    /// <param name="addWay">Adds the way in to the context, within the transaction; saves nothing.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The user; null where the invitation is no longer good.</returns>
    public async Task<StaffUser?> UseAsync(string secret, Func<StaffUser, Task> addWay, CancellationToken cancel) =>
        await FindAsync(secret, cancel) is { } invited
            ? await Contention.Commands.ExecuteAsync(
                async attempt => await UseAsync(HashOf(secret), invited, addWay, attempt), cancel)
            : null;

    /// <summary>Adds an invitation, which ends the user's others.</summary>
    /// <remarks>Within the caller's transaction; saved by the caller.</remarks>
    public async Task AddAsync(StaffUser user, byte[] hash, CancellationToken cancel)
    {
        await EndAllAsync(user.Id, cancel);
        var now = time.UtcNow();
        db.Invitations.Add(new Invitation
        {
            Hash = hash,
            UserId = user.Id,
            CreateTime = now,
            ExpireTime = now + Life,
        });
    }

    /// <summary>Ends all invitations of a user.</summary>
    /// <remarks>Within the caller's transaction.</remarks>
    public async Task EndAllAsync(Guid userId, CancellationToken cancel)
    {
        var now = time.UtcNow();
        await db.Invitations.Where(i => i.UserId == userId && i.EndTime == null)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.EndTime, now), cancel);
    }

    private async Task<StaffUser?> UseAsync(
        byte[] hash, StaffUser invited, Func<StaffUser, Task> addWay, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var now = time.UtcNow();
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Ending the user waits here for this, or this for that.
        await db.LockOwnerAsync(invited.Owner, cancel);
        var used = await db.Invitations.Where(i => i.Hash == hash && i.EndTime == null && i.ExpireTime > now)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.EndTime, now), cancel);
        var user = await db.Staff.SingleAsync(s => s.Id == invited.Id, cancel);
        if (used == 0 || user.State != StaffState.Invited)
            return null;
        (user.State, user.UpdateTime, user.Revision) = (StaffState.Active, now, user.Revision + 1);
        await addWay(user);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return user;
    }
}

using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>People of the alliance whom the host makes users: the first ones, and those who have credentials.</summary>
internal sealed class HostInvitations(IdentityDb db, Invitations invitations, TimeProvider time)
{
    /// <summary>Makes a person a user, or one again, and invites it.</summary>
    /// <returns>The link; null where the person signs in already.</returns>
    /// <remarks>Within the caller's transaction.</remarks>
    public async Task<Uri?> InviteAsync(string person, string role, CancellationToken cancel)
    {
        await db.LockOwnerAsync(ResourceNames.Alliance, cancel);
        var user = await db.Staff.SingleOrDefaultAsync(
            s => s.Owner == ResourceNames.Alliance && s.Person == person, cancel) ?? Add(person, role);
        if (user.State == StaffState.Active)
            return null;
        var secret = Secret.New();
        (user.Role, user.State, user.UpdateTime) = (role, StaffState.Invited, time.UtcNow());
        user.Revision++;
        await invitations.AddAsync(user, secret.Hash, cancel);
        await db.SaveChangesAsync(cancel);
        return new Uri(invitations.To(secret.Text));
    }

    /// <summary>A new user, who waits for an invitation; saved by the caller.</summary>
    public StaffUser Add(string person, string role)
    {
        var now = time.UtcNow();
        var user = new StaffUser
        {
            Id = Guid.CreateVersion7(now),
            Owner = ResourceNames.Alliance,
            Person = person,
            DisplayName = person,
            Role = role,
            State = StaffState.Invited,
            CreateTime = now,
            UpdateTime = now,
            Revision = 1,
        };
        db.Staff.Add(user);
        return user;
    }
}

using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Makes users of the people of the alliance who have credentials that work. They sign in once two people have
/// given them an invitation. Runs at each start, on all nodes.</summary>
internal sealed class PeopleOfClients(IdentityDb db, HostInvitations people)
{
    public async Task EnsureAsync(CancellationToken cancel)
    {
        if ((await MissingAsync(cancel)).Count == 0)
            return;
        await Contention.Commands.ExecuteAsync(async attempt => await AddAsync(attempt), cancel);
    }

    private async Task AddAsync(CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Of several nodes one goes first; the others find its people.
        await db.LockOwnerAsync(ResourceNames.Alliance, cancel);
        foreach (var (person, role) in await MissingAsync(cancel))
            people.Add(person, role);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Who has a credential and is no user, with the role of the credential that may do most.</summary>
    private async Task<List<(string Person, string Role)>> MissingAsync(CancellationToken cancel)
    {
        var clients = await db.Clients.AsNoTracking()
            .Where(c => c.Owner == ResourceNames.Alliance && !c.Revoked && !c.Pending)
            .Select(c => new { c.Principal, c.Role }).ToListAsync(cancel);
        var known = await db.Staff.Where(s => s.Owner == ResourceNames.Alliance).Select(s => s.Person)
            .ToListAsync(cancel);
        var admin = Permissions.NameOf(Role.AllianceAdmin);
        return
        [
            .. clients.GroupBy(c => Principal.Parse(c.Principal).Person, StringComparer.Ordinal)
                .Where(person => person.Key is not null && !known.Contains(person.Key))
                .Select(person => (
                    person.Key!, person.Any(c => c.Role == admin) ? StaffRoles.Admin : StaffRoles.Approver)),
        ];
    }
}

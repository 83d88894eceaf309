using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>People who sign in, with what they have shown: whose customers they are, and where they are
/// reached.</summary>
internal sealed class Users(IdentityDb db, WaysIn ways, TimeProvider time)
{
    /// <summary>The user who gets codes at an address: a member's, since nobody else signs in by code.</summary>
    public async Task<MemberUser?> FindAsync(ContactAddress address, CancellationToken cancel)
    {
        var contact = await db.Contacts.AsNoTracking().SingleOrDefaultAsync(c => c.Address == address.Text, cancel);
        return contact is null ? null : await db.MemberUsers.SingleAsync(u => u.Id == contact.UserId, cancel);
    }

    /// <summary>The id of the session's user, or the one that its user will have.</summary>
    public static Guid IdFor(SignInSession session) => session.User ?? session.Id;

    /// <summary>The session's user. A session that brands' links opened gets one, who has shown to be those brands'
    /// customer and nobody else's.</summary>
    /// <remarks>Within the caller's turn as writer; saved by the caller.</remarks>
    public async Task<User> EnsureAsync(SignInSession session, CancellationToken cancel)
    {
        if (session.User is { } id)
            return await db.Users.SingleAsync(u => u.Id == id, cancel);
        return MakeFor((MemberSession)session);
    }

    /// <summary>
    /// Adds an address that the session has just shown to be its own. An address that a user of the same member has
    /// makes the session that user's, with the brands that it has shown itself.
    /// </summary>
    /// <returns>False where a user of another member has it.</returns>
    public async Task<bool> AddAsync(MemberSession session, ContactAddress address, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        if (await FindAsync(address, cancel) is { } known)
        {
            if (known.MemberId != session.MemberId || (session.UserId is { } own && own != known.Id))
                return known.Id == session.UserId;
            if (session.UserId is null)
                Adopt(session, known, await BrandsAsync(known.Id, cancel));
        }
        else
        {
            var user = await EnsureAsync(session, cancel);
            db.Contacts.Add(new Contact { Address = address.Text, UserId = user.Id, CreateTime = time.UtcNow() });
        }
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>Removes an address, unless it is the user's last way in.</summary>
    public Task<bool> RemoveAsync(Guid userId, ContactAddress address, CancellationToken cancel) => RemoveWayAsync(
        userId, () => db.Contacts.Where(c => c.UserId == userId && c.Address == address.Text)
            .ExecuteDeleteAsync(cancel), cancel);

    /// <summary>Removes a passkey, unless it is the user's last way in.</summary>
    public Task<bool> RemovePasskeyAsync(Guid userId, byte[] idHash, CancellationToken cancel) => RemoveWayAsync(
        userId, () => db.Passkeys.Where(p => p.UserId == userId && p.IdHash == idHash).ExecuteDeleteAsync(cancel),
        cancel);

    /// <summary>Removes a password with its app and recovery codes, unless it is the user's last way in.</summary>
    public Task<bool> RemovePasswordAsync(Guid userId, CancellationToken cancel) => RemoveWayAsync(
        userId, () => ways.RemovePasswordAsync(userId, cancel), cancel);

    /// <summary>Removes what the company's own authority calls the user, unless it is the last way in.</summary>
    public Task<bool> RemoveExternalNameAsync(Guid userId, byte[] hash, CancellationToken cancel) => RemoveWayAsync(
        userId, () => db.ExternalNames.Where(n => n.UserId == userId && n.Hash == hash).ExecuteDeleteAsync(cancel),
        cancel);

    /// <summary>The session has opened a brand's link: its user, or the session itself while it has none, has shown to
    /// be that brand's customer.</summary>
    public async Task AddBrandAsync(MemberSession session, string partnerId, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        if (session.UserId is null)
        {
            session.LinkBrands = string.Join(
                ' ', session.LinkBrandList.Append(partnerId).Distinct(StringComparer.Ordinal));
        }
        else if (!(await BrandsAsync(session.UserId.Value, cancel)).Contains(partnerId))
        {
            AddBrand(session.UserId.Value, partnerId);
        }
        await db.SaveChangesAsync(cancel);
    }

    private MemberUser MakeFor(MemberSession session)
    {
        var user = new MemberUser
        {
            Id = IdFor(session),
            MemberId = session.MemberId,
            CreateTime = time.UtcNow(),
        };
        db.MemberUsers.Add(user);
        Adopt(session, user, []);
        return user;
    }

    private async Task<bool> RemoveWayAsync(Guid userId, Func<Task> remove, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await HasMoreThanOneWayAsync(userId, cancel))
            return false;
        await remove();
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Locks the user's row, so that two removals at once do not each see the other's way in.</summary>
    private async Task<bool> HasMoreThanOneWayAsync(Guid userId, CancellationToken cancel)
    {
        if (await db.MemberUsers.Where(u => u.Id == userId)
            .ExecuteUpdateAsync(u => u.SetProperty(x => x.Revision, x => x.Revision + 1), cancel) == 0)
            await db.Staff.Where(u => u.Id == userId)
                .ExecuteUpdateAsync(u => u.SetProperty(x => x.Revision, x => x.Revision + 1), cancel);
        return await db.Contacts.CountAsync(c => c.UserId == userId, cancel)
            + await db.Passkeys.CountAsync(p => p.UserId == userId, cancel)
            // A password is a way together with its app, and neither is there without the other.
            + await db.Passwords.CountAsync(p => p.UserId == userId, cancel)
            + await db.ExternalNames.CountAsync(n => n.UserId == userId, cancel) > 1;
    }

    private Task<List<string>> BrandsAsync(Guid userId, CancellationToken cancel) =>
        db.UserBrands.Where(b => b.UserId == userId).Select(b => b.PartnerId).ToListAsync(cancel);

    private void Adopt(MemberSession session, MemberUser user, IReadOnlyCollection<string> known)
    {
        foreach (var brand in session.LinkBrandList.Except(known))
            AddBrand(user.Id, brand);
        (session.UserId, session.LinkBrands) = (user.Id, "");
    }

    private void AddBrand(Guid userId, string partnerId) =>
        db.UserBrands.Add(new UserBrand { UserId = userId, PartnerId = partnerId, Time = time.UtcNow() });
}

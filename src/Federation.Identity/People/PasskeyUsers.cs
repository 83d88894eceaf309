using System.Security.Cryptography;
using Federation.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Users and their passkeys, as the platform's own passkey handler asks for them.</summary>
internal sealed class PasskeyUsers(IdentityDb db, TimeProvider time) : IUserPasskeyStore<User>
{
    public static byte[] HashOf(byte[] credentialId) => SHA256.HashData(credentialId);

    public Task<User?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id)
            ? db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken)
            : Task.FromResult<User?>(null);

    public Task<User?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindByIdAsync(normalizedUserName, cancellationToken);

    public Task<string> GetUserIdAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString());

    /// <summary>Nobody types a name here: the id stands for it.</summary>
    public Task<string?> GetUserNameAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Id.ToString());

    public Task<string?> GetNormalizedUserNameAsync(User user, CancellationToken cancellationToken) =>
        GetUserNameAsync(user, cancellationToken);

    public Task SetUserNameAsync(User user, string? userName, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task SetNormalizedUserNameAsync(User user, string? normalizedName, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public async Task<IdentityResult> CreateAsync(User user, CancellationToken cancellationToken)
    {
        db.Users.Add(user);
        return await SaveAsync(cancellationToken);
    }

    public Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken) =>
        SaveAsync(cancellationToken);

    public async Task<IdentityResult> DeleteAsync(User user, CancellationToken cancellationToken)
    {
        db.Users.Remove(user);
        return await SaveAsync(cancellationToken);
    }

    public async Task AddOrUpdatePasskeyAsync(
        User user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var hash = HashOf(passkey.CredentialId);
        if (await db.Passkeys.SingleOrDefaultAsync(
            p => p.IdHash == hash && p.UserId == user.Id, cancellationToken) is not { } known)
        {
            db.Passkeys.Add(RowOf(user, hash, passkey));
            return;
        }
        (known.SignCount, known.BackedUp) = (passkey.SignCount, passkey.IsBackedUp);
        (known.UserVerified, known.UseTime) = (passkey.IsUserVerified, time.UtcNow());
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(User user, CancellationToken cancellationToken) =>
        [.. (await db.Passkeys.AsNoTracking().Where(p => p.UserId == user.Id).OrderBy(p => p.CreateTime)
            .ToListAsync(cancellationToken)).Select(InfoOf)];

    public async Task<User?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var hash = HashOf(credentialId);
        return await db.Passkeys.Where(p => p.IdHash == hash)
            .Join(db.Users, p => p.UserId, u => u.Id, (_, user) => user).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(
        User user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var hash = HashOf(credentialId);
        return await db.Passkeys.AsNoTracking().SingleOrDefaultAsync(
            p => p.IdHash == hash && p.UserId == user.Id, cancellationToken) is { } row ? InfoOf(row) : null;
    }

    public async Task RemovePasskeyAsync(User user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var hash = HashOf(credentialId);
        await db.Passkeys.Where(p => p.IdHash == hash && p.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
    }

    public void Dispose()
    {
        // The context is the request's.
    }

    private async Task<IdentityResult> SaveAsync(CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await db.SaveChangesAsync(cancel);
        return IdentityResult.Success;
    }

    private PasskeyRow RowOf(User user, byte[] hash, UserPasskeyInfo passkey) => new()
    {
        IdHash = hash,
        CredentialId = passkey.CredentialId,
        UserId = user.Id,
        PublicKey = passkey.PublicKey,
        SignCount = passkey.SignCount,
        Transports = string.Join(' ', passkey.Transports ?? []),
        UserVerified = passkey.IsUserVerified,
        BackupEligible = passkey.IsBackupEligible,
        BackedUp = passkey.IsBackedUp,
        AttestationObject = passkey.AttestationObject,
        ClientData = passkey.ClientDataJson,
        CreateTime = time.UtcNow(),
    };

    private static UserPasskeyInfo InfoOf(PasskeyRow row) => new(
        row.CredentialId, row.PublicKey, row.CreateTime, (uint)row.SignCount,
        row.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.UserVerified, row.BackupEligible,
        row.BackedUp, row.AttestationObject, row.ClientData);
}

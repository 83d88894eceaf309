using Federation.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>The passwords of staff, under the platform's slow hash.</summary>
internal sealed class Passwords(
    IdentityDb db, IPasswordHasher<StaffPassword> hasher, DummyPassword dummy, TimeProvider time)
{
    /// <summary>Of PBKDF2 with HMAC-SHA512: what OWASP's cheat sheet asks for, about twice the platform's
    /// own.</summary>
    public const int Iterations = 210_000;

    public Task<bool> HasOneAsync(Guid user, CancellationToken cancel) =>
        db.Passwords.AnyAsync(p => p.UserId == user, cancel);

    /// <summary>
    /// Whether it is the user's password. A hash is computed whether there is such a user or not, and whether it has a
    /// password or not, so that the time of an answer tells nothing.
    /// </summary>
    public async Task<bool> CheckAsync(Guid? user, string typed, CancellationToken cancel)
    {
        var id = user ?? Guid.Empty;
        var known = await db.Passwords.AsNoTracking().SingleOrDefaultAsync(p => p.UserId == id, cancel);
        var compared = known ?? dummy.Row;
        // What is far too long, also with its accents apart, cannot be one; any other text takes the same time.
        var password = PasswordRules.Spelled(typed.Length > PasswordRules.Most * 8 ? "" : typed);
        var result = hasher.VerifyHashedPassword(compared, compared.Hash, password);
        if (known is null || result is PasswordVerificationResult.Failed)
            return false;
        if (result is PasswordVerificationResult.SuccessRehashNeeded)
            await RehashAsync(known, password, cancel);
        return true;
    }

    /// <summary>What is kept of a password that the rules take. It is slow: not for a transaction.</summary>
    public string HashOf(Guid user, string typed) => hasher.HashPassword(
        new StaffPassword { UserId = user, Hash = "", ChangeTime = default }, PasswordRules.Spelled(typed));

    /// <summary>Gives the user a password.</summary>
    /// <remarks>Within the caller's turn as writer; saved by the caller.</remarks>
    public async Task SetAsync(Guid user, string hash, CancellationToken cancel)
    {
        var now = time.UtcNow();
        if (await db.Passwords.SingleOrDefaultAsync(p => p.UserId == user, cancel) is { } known)
            (known.Hash, known.ChangeTime) = (hash, now);
        else
            db.Passwords.Add(new StaffPassword { UserId = user, Hash = hash, ChangeTime = now });
    }

    /// <summary>The iteration count has grown since; a password that was changed at the same time stays.</summary>
    private async Task RehashAsync(StaffPassword known, string password, CancellationToken cancel)
    {
        var hash = hasher.HashPassword(known, password);
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Passwords.Where(p => p.UserId == known.UserId && p.Hash == known.Hash)
            .ExecuteUpdateAsync(p => p.SetProperty(x => x.Hash, hash), cancel);
    }
}

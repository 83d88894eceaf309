using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>The authenticator apps of staff, one each: their keys are sealed under a key of the alliance's, and each
/// code is good once.</summary>
internal sealed class TotpSecrets(IdentityDb db, AllianceKey alliance, TimeProvider time)
{
    private readonly byte[] key = alliance.Derive("totp-secrets");

    public Task<bool> HasOneAsync(Guid user, CancellationToken cancel) =>
        db.TotpSecrets.AnyAsync(t => t.UserId == user, cancel);

    /// <summary>Whether the app shows this code now. A code that was used, or one before it, is not taken again: it may
    /// have been read over somebody's shoulder.</summary>
    public async Task<bool> TryAsync(Guid user, string typed, CancellationToken cancel)
    {
        if (await db.TotpSecrets.AsNoTracking().SingleOrDefaultAsync(t => t.UserId == user, cancel) is not { } known
            || SealedBytes.Open(key, known.Sealed, About(user)) is not { } bytes
            || new TotpKey(bytes).StepOf(typed, time.GetUtcNow()) is not { } step)
            return false;
        using var turn = await db.WriterTurnAsync(cancel);
        return await db.TotpSecrets
            .Where(t => t.UserId == user && t.LastStep < step && t.CreateTime == known.CreateTime)
            .ExecuteUpdateAsync(t => t.SetProperty(x => x.LastStep, step), cancel) == 1;
    }

    /// <summary>The app with this key is the user's from now on, and one before it no more.</summary>
    /// <remarks>Within the caller's turn as writer; saved by the caller.</remarks>
    /// <param name="user">The user.</param>
    /// <param name="totp">The key.</param>
    /// <param name="step">The step of the code by which the app has shown that it has the key.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task SetAsync(Guid user, TotpKey totp, long step, CancellationToken cancel)
    {
        var (bytes, now) = (SealedBytes.Seal(key, totp.Bytes, About(user)), time.UtcNow());
        if (await db.TotpSecrets.SingleOrDefaultAsync(t => t.UserId == user, cancel) is { } known)
            (known.Sealed, known.LastStep, known.CreateTime) = (bytes, step, now);
        else
            db.TotpSecrets.Add(
                new TotpSecret { UserId = user, Sealed = bytes, LastStep = step, CreateTime = now });
    }

    private static string About(Guid user) => user.ToString();
}

using System.Security.Cryptography;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>Ten codes that stand in for a lost app, each good once. 80 random bits each: a hash is kept, and nobody
/// guesses one.</summary>
internal sealed class RecoveryCodes(IdentityDb db, TimeProvider time)
{
    public const int Count = 10;

    /// <summary>Makes a new set and ends the one before.</summary>
    /// <remarks>Within the caller's turn as writer; saved by the caller.</remarks>
    /// <returns>What is shown once.</returns>
    public async Task<IReadOnlyList<string>> NewSetAsync(Guid user, CancellationToken cancel)
    {
        db.RecoveryCodes.RemoveRange(await db.RecoveryCodes.Where(r => r.UserId == user).ToListAsync(cancel));
        var codes = Enumerable.Range(0, Count).Select(_ => Code.Of(RandomNumberGenerator.GetBytes(Code.Bytes)))
            .ToList();
        db.RecoveryCodes.AddRange(codes.Select(
            c => new RecoveryCode { Hash = c.Hash, UserId = user, CreateTime = time.UtcNow() }));
        return codes.ConvertAll(c => c.ToString());
    }

    /// <summary>Uses a code: of two uses at once, one gets it.</summary>
    public async Task<bool> UseAsync(Guid user, string typed, CancellationToken cancel)
    {
        if (!Code.TryRead(typed.Replace(" ", "", StringComparison.Ordinal), out var code))
            return false;
        var now = time.UtcNow();
        using var turn = await db.WriterTurnAsync(cancel);
        return await db.RecoveryCodes.Where(r => r.Hash == code.Hash && r.UserId == user && r.UseTime == null)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.UseTime, now), cancel) == 1;
    }

    /// <summary>How many are left.</summary>
    public Task<int> LeftAsync(Guid user, CancellationToken cancel) =>
        db.RecoveryCodes.CountAsync(r => r.UserId == user && r.UseTime == null, cancel);
}

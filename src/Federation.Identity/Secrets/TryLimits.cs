using System.Security.Cryptography;
using System.Text;
using Federation.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>
/// Slows those who guess. A try is counted before it is looked at, so that tries at once all count; what a right one
/// has cost is given back.
/// </summary>
internal sealed class TryLimits(IdentityDb db, TimeProvider time)
{
    /// <summary>How often a count is read again that another try changed meanwhile. After that the try waits, as any
    /// other of so many at once does.</summary>
    private const int Attempts = 8;

    /// <summary>Takes a try.</summary>
    /// <returns>How many there were with it; null where it has to wait.</returns>
    public async Task<int?> TakeAsync(TryLimit limit, string whose, CancellationToken cancel)
    {
        var key = KeyOf(limit, whose);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var now = time.UtcNow();
            using var turn = await db.WriterTurnAsync(cancel);
            if (await db.Tries.AsNoTracking().SingleOrDefaultAsync(t => t.KeyHash == key, cancel) is not { } seen)
            {
                if (await AddAsync(new SignInTries { KeyHash = key, Count = 1, Time = now, NextTime = now }, cancel))
                    return 1;
                continue;
            }
            if (seen.NextTime > now)
                return null;
            var count = seen.Time < now - SignInTries.Forgotten ? 1 : seen.Count + 1;
            var next = Moments.Cut(now + limit.WaitAfter(count));
            var counted = await db.Tries.Where(t => t.KeyHash == key && t.Count == seen.Count && t.NextTime <= now)
                .ExecuteUpdateAsync(t => t.SetProperty(x => x.Count, count).SetProperty(x => x.Time, now)
                    .SetProperty(x => x.NextTime, next), cancel);
            if (counted == 1)
                return count;
        }
        return null;
    }

    /// <summary>The try was good: it was no guess.</summary>
    public async Task GiveBackAsync(TryLimit limit, string whose, CancellationToken cancel)
    {
        var (key, now) = (KeyOf(limit, whose), time.UtcNow());
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Tries.Where(t => t.KeyHash == key && t.Count > 0).ExecuteUpdateAsync(
            t => t.SetProperty(x => x.Count, x => x.Count - 1).SetProperty(x => x.NextTime, now), cancel);
    }

    /// <summary>The person is there: earlier tries were its own, or are over.</summary>
    public async Task ForgetAsync(TryLimit limit, string whose, CancellationToken cancel)
    {
        var key = KeyOf(limit, whose);
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Tries.Where(t => t.KeyHash == key).ExecuteDeleteAsync(cancel);
    }

    /// <summary>What is kept of what is counted: not names and addresses, since what was typed may be somebody's
    /// password.</summary>
    public static byte[] KeyOf(TryLimit limit, string whose) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{limit.Kind} {whose}"));

    private async Task<bool> AddAsync(SignInTries row, CancellationToken cancel)
    {
        try
        {
            db.Tries.Add(row);
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            return false;
        }
        finally
        {
            // The count goes on by statements, and another try may have added the row.
            db.Entry(row).State = EntityState.Detached;
        }
    }
}

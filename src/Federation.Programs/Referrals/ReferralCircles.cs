using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>Whether members gave each other's codes in a circle.</summary>
internal sealed class ReferralCircles(ProgramsDb db)
{
    /// <summary>The longest circle that is found, in members.</summary>
    public const int Longest = 64;

    private const int MostMembers = 1000;

    /// <summary>Whether the referrer of a referral gave, directly or through others, a code of its new member. What was
    /// refused counts, too: the last code of a circle always is.</summary>
    public async Task<bool> HasAsync(ReferralRow row, CancellationToken cancel) =>
        await FindAsync(row, cancel) is not null;

    /// <summary>The members of the shortest such circle, beginning with the referrer; null where there is
    /// none.</summary>
    public async Task<IReadOnlyList<Guid>?> FindAsync(ReferralRow row, CancellationToken cancel)
    {
        // Each member with the one that gave its code.
        var givers = new Dictionary<Guid, Guid> { [row.Referrer] = Guid.Empty };
        List<Guid> last = [row.Referrer];
        for (var length = 2; length <= Longest && last.Count > 0 && givers.Count < MostMembers; length++)
        {
            var from = last;
            var codes = await db.ReferralAttempts.AsNoTracking()
                .Where(a => a.PartnerId == row.PartnerId && from.Contains(a.Member))
                .Select(a => new { a.Member, a.Owner }).Distinct().Take(MostMembers).ToListAsync(cancel);
            last = [.. codes.Where(c => givers.TryAdd(c.Owner, c.Member)).Select(c => c.Owner)];
            if (givers.ContainsKey(row.Referred))
                return [.. Back(givers, row.Referred).Reverse()];
        }
        return null;
    }

    private static IEnumerable<Guid> Back(Dictionary<Guid, Guid> givers, Guid member)
    {
        for (; member != Guid.Empty; member = givers[member])
            yield return member;
    }
}

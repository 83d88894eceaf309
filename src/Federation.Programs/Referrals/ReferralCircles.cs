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
    public async Task<bool> HasAsync(ReferralRow row, CancellationToken cancel)
    {
        HashSet<Guid> seen = [row.Referrer];
        List<Guid> last = [row.Referrer];
        for (var length = 2; length <= Longest && last.Count > 0 && seen.Count < MostMembers; length++)
        {
            var from = last;
            var owners = await db.ReferralAttempts.AsNoTracking()
                .Where(a => a.PartnerId == row.PartnerId && from.Contains(a.Member))
                .Select(a => a.Owner).Distinct().Take(MostMembers).ToListAsync(cancel);
            if (owners.Contains(row.Referred))
                return true;
            last = [.. owners.Where(seen.Add)];
        }
        return false;
    }
}

using Federation.Programs.V1;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>Looks for referrals that were given nothing because members gave each other's codes in a circle.</summary>
internal sealed class RingSearch(ProgramsDb db, Night night)
{
    private const int UsualDays = 7;

    public async Task<IReadOnlyList<NightFinding>> FindAsync(CancellationToken cancel)
    {
        var from = night.Since ?? night.Until.AddDays(-UsualDays);
        var lapsed = await db.Referrals.AsNoTracking().Where(r =>
                r.PartnerId == night.Program.PartnerId && r.ProgramId == night.Program.Id && r.DecideTime >= from
                && r.DecideTime < night.Until && r.Lapse == ReferralLapse.Circle)
            .OrderBy(r => r.DecideTime).ThenBy(r => r.Id).Take(NightFinding.MostOfAKind).ToListAsync(cancel);
        var findings = new List<NightFinding>();
        foreach (var row in lapsed)
            if (await new ReferralCircles(db).FindAsync(row, cancel) is { } members)
                findings.Add(Finding(members));
        // Each of its referrals leads to the same ring.
        return [.. findings.DistinctBy(f => Convert.ToHexString(f.Subject))];
    }

    private static NightFinding Finding(IReadOnlyList<Guid> members)
    {
        var sorted = members.Order().ToList();
        return new NightFinding(
            NightFinding.SubjectOf(CaseKind.ReferralRing, string.Join(' ', sorted)), UsualDays,
            new FoundCase
            {
                Kind = CaseKind.ReferralRing,
                Signals = { NightWords.OfRing(members.Count) },
                Members = { NightFinding.NamesOf(sorted) },
            });
    }
}

using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Programs;

/// <summary>What is known of members when their orders are decided. Members who are asked for at the same time are read
/// together.</summary>
internal sealed class MemberBook
{
    private readonly IServiceScopeFactory scopes;
    private readonly MemberTallies tallies;
    private readonly TimeProvider time;
    private readonly Batcher<MemberAsk, MemberRows> batcher;

    public MemberBook(IServiceScopeFactory scopes, MemberTallies tallies, TimeProvider time)
    {
        (this.scopes, this.tallies, this.time) = (scopes, tallies, time);
        batcher = new(ReadAsync);
    }

    /// <summary>The facts for an order: of what is known only what its rule set asks for.</summary>
    /// <param name="ruleSet">The rule set that decides.</param>
    /// <param name="member">The brand's name of the member, of good form.</param>
    /// <param name="linked">When it was linked with the brand, in system time.</param>
    /// <param name="now">Alliance time.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<MemberFacts> FactsAsync(
        PublishedRuleSet ruleSet, string member, Timestamp? linked, DateTimeOffset now, CancellationToken cancel)
    {
        var (rules, needs) = (ruleSet.Rules, ruleSet.Rules.Needs);
        var day = rules.Calendar.At(now.ToTimestamp()).Day;
        var asked = needs.Segments.Select(ResourceNames.LastPart).ToList();
        var id = Guid.ParseExact(ResourceNames.FirstId(member), "D");
        var rows = await batcher.AskAsync(
            new MemberAsk(ruleSet.Name.Program, id, asked, needs.Levels.Count > 0, day), cancel);
        rows = await tallies.WithCountingGrantsAsync(rows, [day, day + 1], cancel);
        var facts = KnownMember.Of(needs, member, rows, JoinTime(rows.Profile, linked, now));
        var freezes = rows.FreezesFor(f => f.FromDay <= day + 1 && f.ToDay > day);
        await AddKeptLevelsAsync(ruleSet, facts, freezes, cancel);
        facts.KeepGrantsOf(day);
        return facts;
    }

    /// <summary>When a member joined, in alliance time: as its profile says, or when it was linked with the
    /// brand.</summary>
    public DateTimeOffset? JoinTime(ProfileRow? profile, Timestamp? linked, DateTimeOffset now)
    {
        if (profile?.JoinTime is { } said || linked is null)
            return profile?.JoinTime;
        var inAllianceTime = linked.ToDateTimeOffset() + (now - time.UtcNow());
        return inAllianceTime < now ? inAllianceTime : now;
    }

    /// <summary>A freeze grants the levels of its first day, which follow from what was counted, what was granted, and
    /// earlier freezes.</summary>
    /// <param name="ruleSet">The rule set that has the levels.</param>
    /// <param name="facts">What is known of the member; the levels are added to it.</param>
    /// <param name="freezes">By first day.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task AddKeptLevelsAsync(
        PublishedRuleSet ruleSet, MemberFacts facts, IReadOnlyList<TierFreezeRow> freezes, CancellationToken cancel)
    {
        if (freezes.Count == 0)
            return;
        var keys = freezes.SelectMany(f => new MemberDay(ruleSet.Rules, facts, f.FromDay).LevelTallies()).ToHashSet();
        var counted = await tallies.ReadAsync(ruleSet.Name.Program, facts.Id, keys, cancel);
        foreach (var freeze in freezes)
        {
            var kept = new MemberDay(ruleSet.Rules, facts, freeze.FromDay).Kept(freeze.ToDay, counted).ToList();
            facts.TierGrants.AddRange(kept);
        }
    }

    /// <summary>One query for each table that one of them needs, however many ask.</summary>
    private async Task<IReadOnlyList<MemberRows>> ReadAsync(IReadOnlyList<MemberAsk> asks)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ProgramsDb>();
        var members = asks.Select(a => a.Member).Distinct().ToList();
        var profiles = await db.Profiles.AsNoTracking().Where(p => members.Contains(p.Member)).ToListAsync();
        var segments = await SegmentsAsync(db, asks, members);
        var (grants, freezes) = await LevelsAsync(db, [.. asks.Where(a => a.Levels)]);
        var profileOf = profiles.ToDictionary(p => (p.PartnerId, p.Member));
        return [.. asks.Select(a => new MemberRows(
            profileOf.GetValueOrDefault((a.Program.PartnerId, a.Member)),
            [.. segments[(a.Program, a.Member)]],
            a.Levels ? [.. grants[(a.Program, a.Member)]] : [],
            a.Levels ? [.. freezes[(a.Program, a.Member)], .. freezes[(a.Program, Guid.Empty)]] : []))];
    }

    private static async Task<ILookup<(ProgramId Program, Guid Member), string>> SegmentsAsync(
        ProgramsDb db, IReadOnlyList<MemberAsk> asks, List<Guid> members)
    {
        var ids = asks.SelectMany(a => a.Segments).Distinct(StringComparer.Ordinal).ToList();
        var found = ids.Count == 0 ? [] : await db.SegmentMembers.AsNoTracking()
            .Where(m => members.Contains(m.Member) && ids.Contains(m.Segment)).ToListAsync();
        return found.ToLookup(m => (new ProgramId(m.PartnerId, m.ProgramId), m.Member), m => m.Segment);
    }

    private static async Task<(ILookup<(ProgramId Program, Guid Member), TierGrantRow> Grants,
        ILookup<(ProgramId Program, Guid Member), TierFreezeRow> Freezes)> LevelsAsync(
        ProgramsDb db, IReadOnlyList<MemberAsk> asks)
    {
        var (grants, freezes) = (new List<TierGrantRow>(), new List<TierFreezeRow>());
        if (asks.Count > 0)
        {
            var members = asks.Select(a => a.Member).Append(Guid.Empty).Distinct().ToList();
            var partners = asks.Select(a => a.Program.PartnerId).Distinct(StringComparer.Ordinal).ToList();
            var since = asks.Min(a => a.Day) - MemberRows.DaysBack;
            freezes = await db.TierFreezes.AsNoTracking()
                .Where(f => members.Contains(f.Member) && partners.Contains(f.PartnerId) && f.UnfreezeTime == null
                    && f.ToDay > since)
                .ToListAsync();
            // Orders may give many levels: those that ended are read for freezes alone.
            var recent = freezes.Select(f => f.FromDay).Append(asks.Min(a => a.Day)).Min();
            grants = await db.TierGrants.AsNoTracking()
                .Where(g => members.Contains(g.Member) && partners.Contains(g.PartnerId) && g.RevokeTime == null
                    && g.ToDay > since && (g.OrderId == null || g.ToDay > recent))
                .ToListAsync();
        }
        return (grants.ToLookup(g => (new ProgramId(g.PartnerId, g.ProgramId), g.Member)),
            freezes.ToLookup(f => (new ProgramId(f.PartnerId, f.ProgramId), f.Member)));
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class MemberProgramService
{
    private const int MostCheckInDays = 31;

    public override async Task<GetMemberStatusResponse> GetMemberStatus(
        GetMemberStatusRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var program = form.OwnProgram(caller, request.Program);
        form.Member(request.Member, "member");
        var asked = form.Moment(request.Time, "time");
        form.Check(
            request.CheckInDays is >= 0 and <= MostCheckInDays, "check_in_days", $"must be 0 to {MostCheckInDays}");
        form.Check(request.CheckInDays == 0 || asked is null, "check_in_days", "must be 0 where `time` is set");
        form.Done();
        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        form.Check(asked is null || asked <= now, "time", "must not be in the future");
        form.Done();

        var moment = asked ?? now;
        var named = NamedMember.Of(caller, names, program.PartnerId, request.Member);
        var ruleSet = await InForceAsync(program, moment, _ => true, cancel)
            ?? throw await NoRulesAsync(program, moment, cancel);
        var consent = await ResolveAsync(program.PartnerId, named.AtBrand, cancel);
        if (consent.MemberId.Length == 0)
            throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, request.Member));
        var day = ruleSet.Rules.Calendar.At(moment.ToTimestamp()).Day;
        var rows = await RowsAsync(program, MemberChecks.GuidOf(named.AtBrand), moment, day, cancel);
        rows = await tallies.WithCountingGrantsAsync(rows, [day], cancel);
        var joined = book.JoinTime(rows.Profile, consent.LinkTime, now);
        var facts = KnownMember.Of(ruleSet.Rules.Needs, named.AtBrand, rows, joined);
        await book.AddKeptLevelsAsync(ruleSet, facts, rows.FreezesFor(f => f.ToDay > day), cancel);
        var status = Shown(rows, day);
        (status.Member, status.RuleSet) = (request.Member, ruleSet.Name.ToString());
        (status.Time, status.JoinTime) = (moment.ToTimestamp(), joined?.ToTimestamp());
        await ComputeAsync(status, ruleSet, facts, day, cancel);
        if (status.CheckIns is { } checkIns && request.CheckInDays > 0)
            await new CheckInDays(ruleSet, facts, moment.ToTimestamp(), tallies, worths, posting).AddAsync(
                checkIns, named.AtBrand, request.CheckInDays, context.Onward());
        if (caller.Member is not null)
            LeaveOut(status);
        return new GetMemberStatusResponse { Status = status };
    }

    /// <summary>What was written down of a member, and counted at a moment.</summary>
    private async Task<MemberRows> RowsAsync(
        ProgramId program, Guid member, DateTimeOffset moment, int day, CancellationToken cancel)
    {
        var since = day - MemberRows.DaysBack;
        var segments = await db.SegmentMembers.AsNoTracking()
            .Where(m => m.PartnerId == program.PartnerId && m.ProgramId == program.Id && m.Member == member)
            .Select(m => m.Segment).ToListAsync(cancel);
        var freezes = await db.TierFreezes.AsNoTracking()
            .Where(f => f.PartnerId == program.PartnerId && f.ProgramId == program.Id
                && (f.Member == member || f.Member == Guid.Empty)
                && f.CreateTime <= moment && (f.UnfreezeTime == null || f.UnfreezeTime > moment) && f.ToDay > since)
            .ToListAsync(cancel);
        var recent = freezes.Select(f => f.FromDay).Append(day).Min();
        var grants = await db.TierGrants.AsNoTracking()
            .Where(g => g.PartnerId == program.PartnerId && g.ProgramId == program.Id && g.Member == member
                && g.CreateTime <= moment && (g.RevokeTime == null || g.RevokeTime > moment)
                && g.ToDay > since && (g.OrderId == null || g.ToDay > recent))
            .ToListAsync(cancel);
        return new MemberRows(await ProfileAsync(program.PartnerId, member, cancel), segments, grants, freezes);
    }

    /// <summary>What has not ended.</summary>
    private static MemberStatus Shown(MemberRows rows, int day) => new()
    {
        Segments = { rows.Segments.Order(StringComparer.Ordinal).Select(s => ResourceNames.Segments + s) },
        Grants =
        {
            rows.Grants.Where(g => g.ToDay > day).OrderBy(g => g.FromDay).ThenBy(g => g.CreateTime).Select(ToMessage)
        },
        Freezes =
        {
            rows.Freezes.Where(f => f.ToDay > day).OrderBy(f => f.FromDay).ThenBy(f => f.CreateTime)
                .Select(ToMessage)
        },
    };

    /// <summary>Leaves out what is the brand's own: its names of the member, its segments, its people and their
    /// reasons.</summary>
    private static void LeaveOut(MemberStatus status)
    {
        status.Segments.Clear();
        foreach (var grant in status.Grants)
            (grant.Member, grant.Reason, grant.Creator) = (ResourceNames.Me, "", "");
        foreach (var freeze in status.Freezes)
            (freeze.Member, freeze.Reason, freeze.Creator) =
                (freeze.Member.Length == 0 ? "" : ResourceNames.Me, "", "");
    }

    private static TierStatus Titled(TierStatus tier, RuleSetTerms terms)
    {
        var scheme = terms.TierSchemes.Single(s => s.Id == tier.Standing.Scheme);
        tier.SchemeTitle = scheme.Title;
        tier.LevelTitle = TitleOf(tier.Standing.Level);
        tier.NextLevelTitle = TitleOf(tier.Standing.NextLevel);
        return tier;

        LocalizedText? TitleOf(string level) => scheme.Levels.FirstOrDefault(l => l.Id == level)?.Title;
    }

    /// <summary>Adds what follows from what the ledger counted.</summary>
    private async Task ComputeAsync(
        MemberStatus status, PublishedRuleSet ruleSet, MemberFacts facts, int day, CancellationToken cancel)
    {
        var today = new MemberDay(ruleSet.Rules, facts, day);
        TallyKey[] keys = [.. today.LevelTallies(), .. today.CounterTallies(), .. today.CheckInTallies()];
        var counted = await tallies.ReadAsync(ruleSet.Name.Program, facts.Id, keys, cancel);
        status.Tiers.AddRange(today.Tiers(counted).Select(t => Titled(t, ruleSet.Rules.Terms)));
        status.Counters.AddRange(today.Counters(counted));
        status.CheckIns = today.CheckIns(counted);
    }
}

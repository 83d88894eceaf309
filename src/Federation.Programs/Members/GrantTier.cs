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
    // Orders read them all.
    private const int MaxGrants = 100;

    public override async Task<GrantTierResponse> GrantTier(GrantTierRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var program = form.OwnProgram(caller, request.Program);
        var member = form.MemberId(request.Member, "member");
        var (scheme, level) = (form.Id(request.Scheme, "scheme"), form.Id(request.Level, "level"));
        var (from, to) = form.DateSpan(request.FromDate, request.ToDate);
        form.TierReason(request.Reason);
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var ruleSet = await InForceAsync(
            program, now, s => s.Rules.Needs.Levels.Contains((scheme, level)), cancel);
        var admission = await AdmitAsync(program.PartnerId, request.Member, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireLevel(ruleSet ?? throw await NoRulesAsync(program, now, cancel), scheme, level);
            admission.RequireActing();
            var since = Days.Of(DateOnly.FromDateTime(now.UtcDateTime)) - MemberRows.DaysBack;
            RequireRoom(await db.TierGrants.CountAsync(
                g => g.Member == member && g.PartnerId == program.PartnerId && g.ProgramId == program.Id
                    && g.OrderId == null && g.RevokeTime == null && g.ToDay > since,
                cancel));
            var grant = new TierGrantRow
            {
                Id = Uuids.OfHash(TextHash.Of(request.Program, request.RequestId)),
                PartnerId = program.PartnerId,
                ProgramId = program.Id,
                Member = member,
                Scheme = scheme,
                Level = level,
                FromDay = from,
                ToDay = to,
                Reason = request.Reason,
                Creator = caller.Actor,
                CreateTime = now,
            };
            db.TierGrants.Add(grant);
            return new GrantTierResponse { Grant = ToMessage(grant) };
        }, cancel);
    }

    private async Task<RefusalException> NoRulesAsync(
        ProgramId program, DateTimeOffset moment, CancellationToken cancel)
    {
        await RequireProgramAsync(program, cancel);
        return new RefusalException(
            ErrorReason.NoRuleSetInForce, $"{program} had no rule set in force at {moment:O}.");
    }

    private static void RequireLevel(PublishedRuleSet ruleSet, string scheme, string level)
    {
        if (!ruleSet.Rules.Needs.Levels.Contains((scheme, level)))
            throw new RefusalException(
                ErrorReason.TierLevelNotFound, $"{ruleSet.Name} has no tier scheme '{scheme}' with a level '{level}'.");
    }

    private static void RequireRoom(int count)
    {
        if (count >= MaxGrants)
            throw new RefusalException(new Refusal(
                ErrorReason.TierGrantsExhausted, $"There are {MaxGrants} already; revoke those that are not needed.")
                .With("maximum", MaxGrants));
    }

    private static MemberTierGrant ToMessage(TierGrantRow row) => new()
    {
        Name = row.Name,
        Member = NameOf(row.Member),
        Grant = KnownMember.GrantOf(row),
        Reason = row.Reason,
        Creator = row.Creator,
        CreateTime = row.CreateTime.ToTimestamp(),
        RevokeTime = row.RevokeTime?.ToTimestamp(),
        Order = row is { OrderId: { } order, ByEvent: false } ? new OrderId(row.Program, order).ToString() : "",
        ByEvent = row.ByEvent,
    };
}

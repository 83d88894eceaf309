using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Programs.V1;
using Federation.Rules;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

internal sealed partial class ReferralService
{
    private const int LongestCode = 64;
    private static readonly TimeSpan New = TimeSpan.FromDays(14);

    public override async Task<UseReferralCodeResponse> UseReferralCode(
        UseReferralCodeRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        var program = form.OwnProgram(caller, request.Program);
        form.Member(request.Member, "member");
        form.Text(request.Code, "code", 1, LongestCode);
        form.Done();
        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var named = NamedMember.Of(caller, names, program.PartnerId, request.Member);
        var member = MemberChecks.GuidOf(named.AtBrand);
        var ruleSet = await OfferedAsync(program, now, cancel);
        var admission = await AdmitAsync(program.PartnerId, named.AtBrand, cancel);
        var owner = await OwnerAsync(program, request.Code, cancel);
        if (!await BuyerSweep.IsDoneAsync(db, program.PartnerId, cancel))
            throw new RefusalException(
                ErrorReason.ReferralHistoryIncomplete,
                "After an upgrade the alliance still reads who bought what; try again in some minutes.");
        var refusal = admission.Consent is { MemberId.Length: > 0 } consent
            ? await RefuseAsync(new ReferralAsk(ruleSet, member, consent, owner, now), context)
            : null;
        if (owner is { } other && other != member && admission.IsActing)
            await db.WriteOnceAsync([AttemptOf(program, member, other, now)], cancel);
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
            {
                admission.RequireActing();
                var id = ReferralRow.IdOf(program.PartnerId, member);
                if (await db.Referrals.AnyAsync(r => r.Id == id, cancel))
                    throw new RefusalException(
                        ErrorReason.ReferralCodeGiven, $"{request.Member} has given a code at this brand before.");
                if (refusal is not null || owner is null)
                    throw new RefusalException(refusal ?? NoCode());
                var days = ReferralOffers.QualifyDaysOf(ruleSet.Rules.Terms.Referrals);
                var row = new ReferralRow
                {
                    Id = id,
                    PartnerId = program.PartnerId,
                    ProgramId = program.Id,
                    Number = ruleSet.Name.Number,
                    Referrer = owner.Value,
                    Referred = member,
                    UseTime = now,
                    OrderByTime = now.AddDays(days),
                    State = ReferralState.Pending,
                    DueTime = now.AddDays(1),
                };
                db.Referrals.Add(row);
                return new UseReferralCodeResponse { Referral = ShownReferrals.To(caller, row, member) };
            },
            cancel);
    }

    private static ReferralAttemptRow AttemptOf(ProgramId program, Guid member, Guid owner, DateTimeOffset now) =>
        new() { PartnerId = program.PartnerId, Member = member, Owner = owner, CreateTime = now };

    private static Refusal NoCode() => new(ErrorReason.ReferralCodeNotFound, "No member of the brand has this code.");

    /// <summary>Whose code it is; null where it is nobody's.</summary>
    private async Task<Guid?> OwnerAsync(ProgramId program, string typed, CancellationToken cancel)
    {
        if (!Code.TryRead(typed, out var code))
            return null;
        var hash = code.Hash;
        return await db.ReferralCodes.AsNoTracking()
            .Where(c => c.CodeHash == hash && c.PartnerId == program.PartnerId && c.ProgramId == program.Id)
            .Select(c => (Guid?)c.Member).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Why the code cannot be given; null if it can.</summary>
    private async Task<Refusal?> RefuseAsync(ReferralAsk ask, ServerCallContext context)
    {
        var (partner, cancel) = (ask.RuleSet.Name.Program.PartnerId, context.CancellationToken);
        if (ask.Owner is not { } owner)
            return NoCode();
        var name = ResourceNames.Members + owner.ToString("D");
        var theirs = await ResolveAsync(partner, name, cancel);
        // Whether somebody has left is nobody else's to know.
        if (MemberChecks.Refuses(name, partner, theirs) is not null)
            return NoCode();
        if (theirs.MemberId == ask.Consent.MemberId)
            return new Refusal(ErrorReason.ReferralOwnCode, "The code is the member's own.");
        var profiles = await db.Profiles.AsNoTracking()
            .Where(p => p.PartnerId == partner && (p.Member == owner || p.Member == ask.Member)).ToListAsync(cancel);
        var joined = JoinTime(ask.Member, ask.Consent.FirstLinkTime, profiles, ask.Time);
        if (joined + New < ask.Time)
            return NotNew("linked", "The member was linked with the brand more than 14 days ago.");
        if (await BoughtAsync(partner, ask.Member, context))
            return NotNew("bought", "The member has bought at the brand before.");
        if (JoinTime(owner, theirs.FirstLinkTime, profiles, ask.Time) >= joined)
            return NotEligible("linked_later", "The code's owner was not linked with the brand earlier.");
        return ask.RuleSet.Rules.Terms.Referrals.ReferrerHasBought
            && !await BoughtAsync(partner, owner, context)
            ? NotEligible("not_bought", "The code's owner has bought nothing itself.")
            : null;
    }

    /// <summary>When a member came to the brand: when it was linked for the first time, or earlier as its profile
    /// says.</summary>
    private DateTimeOffset JoinTime(
        Guid member, Google.Protobuf.WellKnownTypes.Timestamp linked, List<ProfileRow> profiles, DateTimeOffset now)
    {
        var first = members.JoinTime(profile: null, linked, now) ?? now;
        return profiles.Find(p => p.Member == member)?.JoinTime is { } said && said < first ? said : first;
    }

    /// <summary>Whether a member has bought something at the brand that was not cancelled.</summary>
    private async Task<bool> BoughtAsync(string partner, Guid member, ServerCallContext context)
    {
        var bought = new BoughtOrders(db, orders).OfAsync(
            partner, member, _ => true, context.Onward, context.CancellationToken);
        await foreach (var order in bought)
            if (order.History.Now.State != OrderState.Cancelled)
                return true;
        return false;
    }

    private static Refusal NotNew(string because, string text) =>
        new Refusal(ErrorReason.ReferralMemberNotNew, text).With("because", because);

    private static Refusal NotEligible(string because, string text) =>
        new Refusal(ErrorReason.ReferrerNotEligible, text).With("because", because);
}

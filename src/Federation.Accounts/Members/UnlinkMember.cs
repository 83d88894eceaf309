using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<UnlinkMemberResponse> UnlinkMember(
        UnlinkMemberRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var partnerId = BrandOf(caller, form, request.Partner);
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Name, "name");
        form.Done();
        caller.RequireProven(partnerId, ResourceNames.Partner(partnerId));
        var directory = await FreshDirectoryAsync(context.CancellationToken);
        var now = await clock.NowAsync(context.CancellationToken);
        return await OnceAsync(requestId, request, context, async () =>
        {
            var membership = await LockOwnAsync(context, partnerId, request.Name);
            RequireActive(directory, partnerId);
            if (membership.Member.IsClosed(now))
                throw new RefusalException(
                    ErrorReason.NotLinked, $"'{request.Name}' is closed, which ended every link.");
            RequireLinked(membership, request.Name);
            await LeaveAsync(membership, now, context.CancellationToken);
            await EndCodesAsync(membership, context.CancellationToken);
            var coins = CoinsOf(directory, partnerId);
            await SetWalletsAsync(membership.MemberId, coins, WalletState.Unlinked, context);
            return new UnlinkMemberResponse { Member = View(caller, membership, now) };
        });
    }

    /// <summary>Ends the link, and with it the brand's consents and its say about a closing.</summary>
    private async Task LeaveAsync(Membership membership, DateTimeOffset now, CancellationToken cancel)
    {
        var member = membership.Member;
        await LoadLinksAsync(member, cancel);
        membership.State = LinkState.Unlinked;
        (membership.AlliedSpendingEnabled, membership.DailyCapUnits) = (false, 0);
        membership.ClosureRequested = false;
        if (!member.Memberships.Exists(m => m.State == LinkState.Linked))
            member.LeftPartnerId = membership.PartnerId;
        ClosurePlan.Renew(member, now, options.Value.ClosureDelay);
    }

    /// <summary>
    /// What the member agreed to through a brand ends with the link: codes still good are good no more, and do not come
    /// back when it links again. So are codes for coins of several brands: it is not looked up whether this one's are
    /// among them.
    /// </summary>
    private async Task EndCodesAsync(Membership membership, CancellationToken cancel)
    {
        var (partnerId, memberId, now) = (membership.PartnerId, membership.MemberId, time.UtcNow());
        await db.LinkCodes.Where(c => c.MemberId == memberId && c.PartnerId == partnerId && c.ExpireTime > now)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ExpireTime, now), cancel);
        await db.PayCodes.Where(
            c => c.MemberId == memberId && (c.PartnerId == partnerId || c.PartnerId == "") && c.ExpireTime > now)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.ExpireTime, now), cancel);
    }
}

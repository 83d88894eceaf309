using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<RelinkMemberResponse> RelinkMember(
        RelinkMemberRequest request, ServerCallContext context)
    {
        var partnerId = Caller.Of(context).RequirePartner();
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Name, "name");
        form.ExternalReference(request.ExternalId, "external_id");
        form.Done();
        var cancel = context.CancellationToken;
        var (directory, now) = (await FreshDirectoryAsync(cancel), await clock.NowAsync(cancel));
        return await OnceAsync(requestId, request, context, async () =>
        {
            var membership = await LockOwnAsync(context, partnerId, request.Name);
            RequireActive(directory, partnerId);
            RequireOpen(membership.Member, request.Name, now);
            RequireLeftLast(membership, request.Name);
            var externalId = request.ExternalId.Length > 0 ? request.ExternalId : membership.ExternalId;
            await RequireFreeAsync(partnerId, externalId, now, cancel);
            LinkAgain(membership, externalId);
            var coins = CoinsOf(directory, partnerId);
            await SetWalletsAsync(membership.MemberId, coins, WalletState.Active, context);
            return new RelinkMemberResponse { Member = View(membership, now) };
        });
    }

    private static void RequireLeftLast(Membership membership, string name)
    {
        if (membership.State == LinkState.Linked)
            throw new RefusalException(ErrorReason.AlreadyLinked, $"'{name}' is linked with your brand already.");
        if (membership.Member.LeftPartnerId != membership.PartnerId)
            throw new RefusalException(
                ErrorReason.LinkCodeNeeded, $"'{name}' comes back with a link code: ask the member for one.");
    }

    private void LinkAgain(Membership membership, string externalId)
    {
        membership.ExternalId = externalId;
        membership.State = LinkState.Linked;
        membership.FirstLinkTime ??= membership.LinkTime;
        membership.LinkTime = time.UtcNow();
        (membership.AlliedSpendingEnabled, membership.DailyCapUnits) = (false, 0);
        (membership.LinkedBy, membership.Member.LeftPartnerId) = (null, null);
    }
}

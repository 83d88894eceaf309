using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<LinkMemberResponse> LinkMember(LinkMemberRequest request, ServerCallContext context)
    {
        var partnerId = Caller.Of(context).RequirePartner();
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Text(request.LinkCode, "link_code", 1, 64);
        form.ExternalReference(request.ExternalId, "external_id", required: true);
        form.Done();
        var directory = await FreshDirectoryAsync(context.CancellationToken);
        var now = await clock.NowAsync(context.CancellationToken);
        return await OnceAsync(requestId, request, context, async () =>
        {
            var code = await GoodLinkCodeAsync(directory, partnerId, request.LinkCode, context.CancellationToken);
            await LockAsync(code.MemberId, context.CancellationToken);
            var member = await db.Members.Include(m => m.Memberships)
                .SingleAsync(m => m.Id == code.MemberId, context.CancellationToken);
            var former = member.Memberships.Find(m => m.PartnerId == partnerId);
            RequireLinkable(member, former, now);
            await RequireFreeAsync(partnerId, request.ExternalId, now, context.CancellationToken);
            await UseAsync(code, partnerId, requestId, context.CancellationToken);
            var membership = former is null
                ? FirstLink(member, partnerId, request)
                : await RelinkAsync(former, request, directory, context);
            membership.LinkedBy = code.Person;
            ClosurePlan.Renew(member, now, options.Value.ClosureDelay);
            return new LinkMemberResponse { Member = View(membership, now) };
        });
    }

    private async Task<LinkCode> GoodLinkCodeAsync(
        DirectorySnapshot directory, string partnerId, string typed, CancellationToken cancel)
    {
        LinkCode? code = null;
        if (Code.TryRead(typed, out var read))
            code = await db.LinkCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Hash == read.Hash, cancel);
        if (code is null)
            throw new RefusalException(
                ErrorReason.LinkCodeNotFound, "The link code is not one of ours; check each character.");
        RequireActive(directory, partnerId);
        if (code.UsedByRequestId is not null)
            throw LinkCodeUsed();
        if (code.ExpireTime <= time.UtcNow())
            throw new RefusalException(
                ErrorReason.LinkCodeExpired, "The link code has expired; ask the member for a new one.");
        return code;
    }

    private static void RequireLinkable(Member member, Membership? former, DateTimeOffset now)
    {
        if (member.IsClosed(now))
            throw new RefusalException(ErrorReason.MemberClosed, "The member behind the link code is closed.");
        if (former is { State: LinkState.Linked })
            throw new RefusalException(
                ErrorReason.AlreadyLinked, "The member behind the link code is linked with your brand already.");
    }

    /// <summary>Marks the code used, unless another transaction did since it was read.</summary>
    private async Task UseAsync(LinkCode code, string partnerId, Guid requestId, CancellationToken cancel)
    {
        var used = await db.LinkCodes.Where(c => c.Hash == code.Hash && c.UsedByRequestId == null).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.UsedByPartnerId, partnerId).SetProperty(c => c.UsedByRequestId, requestId),
            cancel);
        if (used == 0)
            throw LinkCodeUsed();
    }

    private Membership FirstLink(Member member, string partnerId, LinkMemberRequest request)
    {
        var membership = new Membership
        {
            PartnerId = partnerId,
            MemberId = member.Id,
            Member = member,
            ExternalId = request.ExternalId,
            State = LinkState.Linked,
            LinkTime = time.UtcNow(),
        };
        member.LeftPartnerId = null;
        db.Memberships.Add(membership);
        return membership;
    }

    private async Task<Membership> RelinkAsync(
        Membership membership, LinkMemberRequest request, DirectorySnapshot directory, ServerCallContext context)
    {
        LinkAgain(membership, request.ExternalId);
        var coins = CoinsOf(directory, membership.PartnerId);
        await SetWalletsAsync(membership.MemberId, coins, WalletState.Active, context);
        return membership;
    }

    private static RefusalException LinkCodeUsed() =>
        new(ErrorReason.LinkCodeUsed, "The link code was used before; ask the member for a new one.");
}

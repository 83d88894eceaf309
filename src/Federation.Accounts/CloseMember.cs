using Federation.Accounts.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<CloseMemberResponse> CloseMember(CloseMemberRequest request, ServerCallContext context)
    {
        var partnerId = Caller.Of(context).RequirePartner();
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Name, "name");
        form.Done();
        var directory = await FreshDirectoryAsync(context.CancellationToken);
        return await OnceAsync(requestId, request, context, async () =>
        {
            var membership = await LockOwnAsync(partnerId, request.Name, context.CancellationToken);
            RequireActive(directory, partnerId);
            // One that is closed already is as asked; telling the ledger again closes the coins that came since.
            RequireLinked(membership, request.Name);
            membership.Member.State = MemberState.Closed;
            await SetWalletsAsync(membership.MemberId, directory.Coins.Keys, WalletState.Closed, context);
            return new CloseMemberResponse { Member = View(membership) };
        });
    }
}

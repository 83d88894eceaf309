using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<WithdrawClosureResponse> WithdrawClosure(
        WithdrawClosureRequest request, ServerCallContext context)
    {
        var partnerId = Caller.Of(context).RequirePartner();
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Name, "name");
        form.Done();
        var cancel = context.CancellationToken;
        var (directory, now) = (await DirectoryForAsync(partnerId, cancel), await clock.NowAsync(cancel));
        return await OnceAsync(requestId, request, context, async () =>
        {
            var membership = await LockOwnAsync(context, partnerId, request.Name);
            RequireActing(directory, membership, request.Name, now);
            if (!membership.ClosureRequested)
                throw new RefusalException(
                    ErrorReason.ClosureNotRequested, $"Your brand does not ask for the closing of '{request.Name}'.");
            await LoadLinksAsync(membership.Member, cancel);
            membership.ClosureRequested = false;
            ClosurePlan.Renew(membership.Member, now, options.Value.ClosureDelay);
            return new WithdrawClosureResponse { Member = View(membership, now) };
        });
    }
}

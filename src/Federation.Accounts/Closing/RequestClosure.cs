using Federation.Accounts.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<RequestClosureResponse> RequestClosure(
        RequestClosureRequest request, ServerCallContext context)
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
            RequireActive(directory, partnerId);
            // One that is closed already is as asked.
            if (!membership.Member.IsClosed(now))
                await AskForClosureAsync(membership, request.Name, now, cancel);
            return new RequestClosureResponse { Member = View(membership, now) };
        });
    }

    private async Task AskForClosureAsync(
        Membership membership, string name, DateTimeOffset now, CancellationToken cancel)
    {
        RequireLinked(membership, name);
        await LoadLinksAsync(membership.Member, cancel);
        membership.ClosureRequested = true;
        ClosurePlan.Renew(membership.Member, now, options.Value.ClosureDelay);
    }
}

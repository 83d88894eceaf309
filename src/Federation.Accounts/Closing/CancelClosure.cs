using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<CancelClosureResponse> CancelClosure(
        CancelClosureRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Member(request.Name, "name");
        form.Done();
        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        return await OnceAsync(requestId, request, context, async () =>
        {
            var member = await LockForAllianceAsync(caller, request.Name, cancel);
            RequireOpen(member, request.Name, now);
            if (!ClosurePlan.Cancel(member))
                throw new RefusalException(
                    ErrorReason.ClosureNotRequested, $"Nobody asks for the closing of '{request.Name}'.");
            return new CancelClosureResponse { Closure = ClosureViews.ForAlliance(member, now) };
        });
    }
}

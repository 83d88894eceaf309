using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<ApproveClosureResponse> ApproveClosure(
        ApproveClosureRequest request, ServerCallContext context)
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
            RequireApprovable(member, caller, request.Name);
            if (member.AllianceCloseTime is null)
                ClosurePlan.Approve(member, caller.Principal.Name, now, options.Value.ClosureDelay);
            return new ApproveClosureResponse { Closure = ClosureViews.ForAlliance(member, now) };
        });
    }

    private static void RequireApprovable(Member member, Caller caller, string name)
    {
        if (member.CloseProposer is null)
            throw new RefusalException(
                ErrorReason.ClosureNotRequested, $"Nobody of the alliance proposed to close '{name}'.");
        if (member.CloseProposer == caller.Principal.Name)
            throw new RefusalException(
                ErrorReason.SamePerson, $"You proposed to close '{name}'; another person must approve it.");
    }
}

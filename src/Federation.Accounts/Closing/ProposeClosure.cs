using Federation.Accounts.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<ProposeClosureResponse> ProposeClosure(
        ProposeClosureRequest request, ServerCallContext context)
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
            // The first proposer stays: nobody becomes it by proposing again what another person approved.
            member.CloseProposer ??= caller.Principal.Name;
            return new ProposeClosureResponse { Closure = ClosureViews.ForAlliance(member, now) };
        });
    }

    /// <summary>A member under the alliance's name of it, locked until the transaction ends, with all its
    /// links.</summary>
    /// <exception cref="RefusalException">MEMBER_NOT_FOUND.</exception>
    private async Task<Member> LockForAllianceAsync(Caller caller, string name, CancellationToken cancel)
    {
        if (!names.TryRead(caller, name, out var id))
            throw NoMember(name);
        await LockAsync(id.Value, cancel);
        return await db.Members.Include(m => m.Memberships).SingleOrDefaultAsync(m => m.Id == id.Value, cancel)
            ?? throw NoMember(name);
    }
}

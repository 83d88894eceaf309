using Federation.Accounts.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<GetClosureResponse> GetClosure(GetClosureRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Member(request.Name, "name");
        form.Done();
        if (!names.TryRead(Caller.Of(context), request.Name, out var id))
            throw NoMember(request.Name);
        var member = await db.Members.AsNoTracking().Include(m => m.Memberships)
            .SingleOrDefaultAsync(m => m.Id == id.Value, context.CancellationToken) ?? throw NoMember(request.Name);
        var now = await clock.NowAsync(context.CancellationToken);
        return new GetClosureResponse { Closure = ClosureViews.ForAlliance(member, now) };
    }
}

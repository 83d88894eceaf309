using Federation.Accounts.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<GetMemberResponse> GetMember(GetMemberRequest request, ServerCallContext context)
    {
        var partnerId = Caller.Of(context).RequirePartner();
        var form = new Form();
        form.Member(request.Name, "name");
        form.Done();
        if (!names.TryRead(partnerId, request.Name, out var member))
            throw NoMember(request.Name);
        var membership = await db.Memberships.AsNoTracking().Include(m => m.Member).SingleOrDefaultAsync(
            m => m.PartnerId == partnerId && m.MemberId == member.Value, context.CancellationToken)
            ?? throw NoMember(request.Name);
        var now = await NowForAsync([membership], context.CancellationToken);
        return new GetMemberResponse { Member = View(membership, now) };
    }
}

using Federation.Accounts.V1;
using Federation.Errors.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<FindMemberResponse> FindMember(FindMemberRequest request, ServerCallContext context)
    {
        var partnerId = Caller.Of(context).RequirePartner();
        var form = new Form();
        form.ExternalReference(request.ExternalId, "external_id", required: true);
        form.Done();
        // The one that is linked, of whom there is one at most; else the one that had the number last.
        var membership = await db.Memberships.AsNoTracking().Include(m => m.Member)
            .Where(m => m.PartnerId == partnerId && m.ExternalId == request.ExternalId)
            .OrderBy(m => m.State).ThenByDescending(m => m.LinkTime).ThenByDescending(m => m.MemberId)
            .FirstOrDefaultAsync(context.CancellationToken)
            ?? throw new RefusalException(
                ErrorReason.MemberNotFound, $"None of your members has the external_id '{request.ExternalId}'.");
        var now = await NowForAsync([membership], context.CancellationToken);
        return new FindMemberResponse { Member = View(membership, now) };
    }
}

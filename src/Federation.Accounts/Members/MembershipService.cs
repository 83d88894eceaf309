using Federation.Accounts.Internal.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

/// <summary>Tells the identity module which member signs in, and which brands a person has shown to be customer
/// of.</summary>
internal sealed class MembershipService(AccountsDb db, MemberNames names, AllianceClock clock)
    : Internal.V1.MembershipService.MembershipServiceBase
{
    private const int MaxPerson = 64;

    public override async Task<ResolveMemberResponse> ResolveMember(
        ResolveMemberRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Id(request.PartnerId, "partner_id");
        form.Member(request.Member, "member");
        form.Done();
        if (!names.TryRead(request.PartnerId, request.Member, out var member))
            return new ResolveMemberResponse();
        var membership = await db.Memberships.AsNoTracking().Include(m => m.Member).SingleOrDefaultAsync(
            m => m.PartnerId == request.PartnerId && m.MemberId == member.Value, context.CancellationToken);
        if (membership is null)
            return new ResolveMemberResponse();
        return new ResolveMemberResponse
        {
            MemberId = member.ToString(),
            State = await IsClosedAsync(membership.Member, context.CancellationToken) ? Internal.V1.MemberState.Closed
                : membership.State == LinkState.Linked ? Internal.V1.MemberState.Linked
                : Internal.V1.MemberState.Unlinked,
        };
    }

    public override async Task<ListProvenLinksResponse> ListProvenLinks(
        ListProvenLinksRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Check(names.TryReadInternal(request.MemberId, out var member), "member_id", "must be a member's id");
        form.Text(request.Person, "person", 1, MaxPerson);
        form.Done();
        var links = await db.Memberships.AsNoTracking().Include(m => m.Member)
            .Where(m => m.MemberId == member.Value && m.State == LinkState.Linked && m.LinkedBy == request.Person)
            .OrderBy(m => m.PartnerId).ToListAsync(context.CancellationToken);
        // A closing ends every link.
        var ended = links.Count > 0 && await IsClosedAsync(links[0].Member, context.CancellationToken);
        return new ListProvenLinksResponse { PartnerIds = { ended ? [] : links.Select(m => m.PartnerId) } };
    }

    private async ValueTask<bool> IsClosedAsync(Member member, CancellationToken cancel) =>
        member.IsClosed(member.CloseTime is null ? DateTimeOffset.MinValue : await clock.NowAsync(cancel));
}

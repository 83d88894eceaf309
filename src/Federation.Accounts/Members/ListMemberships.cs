using Federation.Accounts.V1;
using Federation.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<ListMembershipsResponse> ListMemberships(
        ListMembershipsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        form.Member(request.Member, "member");
        form.Done();
        if (caller.Member is null || !TryReadOwn(caller, request.Member, out var member))
            throw NoMember(request.Member);
        var memberships = await db.Memberships.AsNoTracking().Include(m => m.Member)
            .Where(m => m.MemberId == member.Value && caller.Brands.Contains(m.PartnerId))
            .OrderBy(m => m.LinkTime).ThenBy(m => m.PartnerId).ToListAsync(context.CancellationToken);
        var now = await NowForAsync(memberships, context.CancellationToken);
        return new ListMembershipsResponse
        {
            Memberships = { memberships.Select(m => OwnView(m, now)) },
            LanguageCode = memberships.FirstOrDefault()?.Member.LanguageCode ?? "",
        };
    }

    /// <summary>The membership as its member sees it.</summary>
    /// <param name="now">Alliance time.</param>
    private static V1.Membership OwnView(Membership membership, DateTimeOffset now) => new()
    {
        Partner = ResourceNames.Partner(membership.PartnerId),
        State = StateOf(membership, now),
        AlliedSpending = ConsentOf(membership),
        LinkTime = Timestamp.FromDateTimeOffset(membership.LinkTime),
        Closure = ClosureViews.ForBrand(membership, now),
    };
}

using System.Globalization;
using Federation.Accounts.V1;
using Federation.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Accounts;

internal sealed partial class MemberService
{
    public override async Task<ListMembersResponse> ListMembers(ListMembersRequest request, ServerCallContext context)
    {
        var partnerId = Caller.Of(context).RequirePartner();
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        form.Done();
        var query = $"{context.Method} {partnerId}";
        var memberships = db.Memberships.AsNoTracking().Include(m => m.Member).Where(m => m.PartnerId == partnerId);
        if (pages.Read(query, request.PageToken) is { } start)
        {
            var (linkTime, memberId) = ReadPlace(partnerId, start);
            // The first condition is what the index serves.
            memberships = memberships.Where(
                m => m.LinkTime >= linkTime && (m.LinkTime > linkTime || m.MemberId > memberId));
        }
        var page = await memberships.OrderBy(m => m.LinkTime).ThenBy(m => m.MemberId).Take(size + 1)
            .ToListAsync(context.CancellationToken);
        var now = await NowForAsync(page, context.CancellationToken);
        var response = new ListMembersResponse { Members = { page.Take(size).Select(m => View(m, now)) } };
        if (page.Count > size)
            response.NextPageToken = pages.Write(query, Place(page[size - 1]));
        return response;
    }

    /// <summary>
    /// A place in the list. A token can be read by whoever has it, so it holds the brand's own name of the member.
    /// </summary>
    private string Place(Membership last) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Moments.ToMicroseconds(last.LinkTime)} {names.NameFor(last.PartnerId, new MemberId(last.MemberId))}");

    private (DateTimeOffset LinkTime, Guid MemberId) ReadPlace(string partnerId, string place)
    {
        // The token's code was right: it is one of ours and has this form.
        var parts = place.Split(' ');
        return names.TryRead(partnerId, parts[1], out var member)
            ? (Moments.FromMicroseconds(long.Parse(parts[0], CultureInfo.InvariantCulture)), member.Value)
            : throw new InvalidOperationException("A page token of this brand holds a name that is not this brand's.");
    }
}

using Federation.Hosting;
using Federation.Messages.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<ListInboxResponse> ListInbox(ListInboxRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        form.Member(request.Member, "member");
        var size = form.PageSize(request.PageSize);
        var partner = request.Partner.Length == 0 && caller.Member is not null
            ? "" : form.Partner(request.Partner, "partner");
        if (partner.Length > 0 && caller.Member is null)
            caller.RequireOwn(partner, request.Partner);
        form.Done();
        if (partner.Length > 0)
            caller.RequireProven(partner, request.Partner);
        var query = $"{context.Method} {caller.Principal} {request.Member} {partner} {request.Unread}";
        var start = pages.ReadTime(query, request.PageToken);

        var cancel = context.CancellationToken;
        var members = await InboxesAsync(caller, partner, request.Member, cancel);
        var mine = InboxOf(members);
        var wanted = mine.Where(d => !request.Unread || d.ReadTime == null);
        // Two nodes may have made two of one microsecond.
        var later = start is var (before, after)
            ? wanted.Where(d => d.CreateTime < before || (d.CreateTime == before && d.Id.CompareTo(after) > 0))
            : wanted;
        var found = await later.OrderByDescending(d => d.CreateTime).ThenBy(d => d.Id).Take(size + 1)
            .Include(d => d.Message).ToListAsync(cancel);
        return new ListInboxResponse
        {
            Messages = { found.Take(size).Select(ToInboxMessage) },
            NextPageToken = found.Count > size
                ? pages.Write(query, found[size - 1].CreateTime, found[size - 1].Id) : "",
            UnreadCount = await mine.CountAsync(d => d.ReadTime == null, cancel),
        };
    }

    private IQueryable<DeliveryRow> InboxOf(IReadOnlyCollection<Guid> members) => db.Deliveries.AsNoTracking()
        .Where(d => members.Contains(d.Member) && d.Channel == MessageChannel.Inbox);

    /// <summary>The ids by which brands see the member whose inbox it is. They are each of one brand: no other brand
    /// has the same.</summary>
    private async Task<IReadOnlyList<Guid>> InboxesAsync(
        Caller caller, string partner, string member, CancellationToken cancel)
    {
        if (partner.Length == 0)
            return
            [
                .. caller.Brands.Select(b => MemberChecks.GuidOf(NamedMember.Of(caller, names, b, member).AtBrand)),
            ];
        var named = NamedMember.Of(caller, names, partner, member);
        await RequireMemberAsync(partner, named, cancel);
        return [MemberChecks.GuidOf(named.AtBrand)];
    }

    private static InboxMessage ToInboxMessage(DeliveryRow row) => new()
    {
        Name = ResourceNames.Delivery(row.PartnerId, row.Id),
        Partner = ResourceNames.Partner(row.PartnerId),
        Kind = row.Kind,
        Language = row.Message?.Language ?? "",
        Subject = row.Message?.Subject ?? "",
        Text = row.Message?.Text ?? "",
        CreateTime = row.CreateTime.ToTimestamp(),
        ReadTime = row.ReadTime?.ToTimestamp(),
    };
}

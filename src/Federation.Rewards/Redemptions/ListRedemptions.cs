using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    public override async Task<ListRedemptionsResponse> ListRedemptions(
        ListRedemptionsRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var size = form.PageSize(request.PageSize);
        form.Check(System.Enum.IsDefined(request.State), "state", "must be a state, or not set");
        if (request.Member.Length > 0 || caller.Member is not null)
            form.Member(request.Member, "member");
        var reward = request.Reward.Length > 0 ? form.Reward(request.Reward, "reward") : default;
        var partner = OwnParent(form, caller, request.Parent);
        var query = $"{context.Method} {caller.Principal} {partner} {request.Member} {request.Reward} {request.State}";
        var rows = db.Redemptions.AsNoTracking().Where(r => r.PartnerId == partner);
        if (request.Member.Length > 0)
        {
            var member = MemberChecks.IdOf(NamedMember.Of(caller, names, partner, request.Member).AtBrand)
                .ToByteArray();
            rows = rows.Where(r => r.Member == member);
        }
        if (request.Reward.Length > 0)
            rows = rows.Where(r => r.RewardId == reward.Id && r.PartnerId == reward.PartnerId);
        if (request.State == RedemptionState.Held)
            rows = rows.Where(r => r.HoldExpireTime != null);
        if (pages.ReadTime(query, request.PageToken) is var (before, after))
            rows = rows.Where(r => r.CreateTime < before || (r.CreateTime == before && r.Id.CompareTo(after) > 0));
        var some = await rows.OrderByDescending(r => r.CreateTime).ThenBy(r => r.Id).Take(size + 1)
            .ToListAsync(context.CancellationToken);
        var page = some.Take(size).ToList();
        var found = await book.FindAsync(
            page.Select(r => r.Name), () => context.OnwardFor(new PartnerId(partner)));
        var response = new ListRedemptionsResponse();
        response.Redemptions.AddRange(page.Where(r => found.ContainsKey(r.Name))
            .Select(r => found[r.Name].Shown(MemberOf(caller, r), withBooks: caller.Member is null))
            .Where(r => request.State == RedemptionState.Unspecified || r.State == request.State));
        if (some.Count > size)
            response.NextPageToken = pages.Write(query, page[^1].CreateTime, page[^1].Id);
        return response;
    }
}

using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    public override async Task<ListRewardsResponse> ListRewards(ListRewardsRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var size = form.PageSize(request.PageSize);
        var partner = form.Partner(request.Parent, "parent");
        form.Done();
        caller.RequireOwnOrAdmin(partner, request.Parent);
        var query = $"{context.Method} {caller.Principal} {partner}";
        var start = pages.Read(query, request.PageToken) ?? "";
        var found = await After(partner, start).Take(size + 1).ToListAsync(context.CancellationToken);
        return new ListRewardsResponse
        {
            Rewards = { found.Take(size).Select(ToMessage) },
            NextPageToken = found.Count > size ? pages.Write(query, found[size - 1].Id) : "",
        };
    }
}

using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    public override async Task<GetRewardResponse> GetReward(GetRewardRequest request, ServerCallContext context)
    {
        var name = OwnReward(new Form(), Caller.Of(context), request.Name, "name");
        var reward = ToMessage(await GetAsync(name, context.CancellationToken));
        if (reward.Terms.LimitedStock)
            reward.StockUnits = await StockAsync(name, context.CancellationToken);
        return new GetRewardResponse { Reward = reward };
    }
}

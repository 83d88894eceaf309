using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Rewards.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    public override async Task<CreateRewardResponse> CreateReward(
        CreateRewardRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        var partner = form.Partner(request.Parent, "parent");
        if (partner.Length > 0)
            caller.RequireOwn(partner, request.Parent);
        var name = new RewardId(partner, form.Id(request.RewardId, "reward_id"));
        form.Terms(request.Terms, partner);
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var snapshot = await DirectoryForAsync(
            partner, d => OwnCoins.Refuses(request.Terms.Coin, partner, d) is null, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireAtWork(partner, snapshot);
            if (OwnCoins.Refuses(request.Terms.Coin, partner, snapshot) is { } refusal)
                throw new RefusalException(refusal);
            if (await db.Rewards.AnyAsync(r => r.PartnerId == partner && r.Id == name.Id, cancel))
                throw new RefusalException(ErrorReason.AlreadyExists, $"{name} exists already.");
            var row = new RewardRow
            {
                PartnerId = partner,
                Id = name.Id,
                State = RewardState.Draft,
                Revision = 1,
                Terms = request.Terms.ToByteArray(),
                CloseTime = request.Terms.ToTime?.ToDateTimeOffset(),
                Cause = request.Terms.Cause?.Id,
                CreateTime = now,
                UpdateTime = now,
            };
            db.Rewards.Add(row);
            return new CreateRewardResponse { Reward = ToMessage(row) };
        }, cancel);
    }
}

using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    public override async Task<SetRewardStateResponse> SetRewardState(
        SetRewardStateRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        form.Check(
            request.State is RewardState.Active or RewardState.Paused or RewardState.Ended, "state",
            "must be REWARD_STATE_ACTIVE, REWARD_STATE_PAUSED or REWARD_STATE_ENDED");
        var name = OwnReward(form, caller, request.Name, "name");

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var snapshot = await DirectoryForAsync(name.PartnerId, _ => true, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireAtWork(name.PartnerId, snapshot);
            var row = await GetAsync(name, cancel);
            if (row.State == request.State)
                return new SetRewardStateResponse { Reward = ToMessage(row) };
            var drafts = new Form();
            drafts.Check(
                row.State != RewardState.Draft || request.State != RewardState.Paused, "state",
                "must not be REWARD_STATE_PAUSED for a draft");
            drafts.Done();
            row = await TakeAsync(name, null, cancel);
            (row.State, row.UpdateTime) = (request.State, now);
            return new SetRewardStateResponse { Reward = ToMessage(row) };
        }, cancel);
    }
}

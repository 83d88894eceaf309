using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    public override async Task<CancelRedemptionResponse> CancelRedemption(
        CancelRedemptionRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = form.Redemption(request.Name, "name");
        form.Text(request.Reason, "reason", 1, 200);
        form.Done();
        var (redemption, replayed) = await TakeStepAsync(
            name, requestId, Fingerprint.Of(context.Method, request),
            async (history, row, head) =>
            {
                var now = history.Now;
                if (Caller.Of(context).Member is not null && now.State != RedemptionState.Held)
                    return (NotHeld(history), head);
                if (now.State is not (RedemptionState.Pending or RedemptionState.Held)
                    && !(now.State == RedemptionState.Fulfilled && now.CancellableAfterFulfilment))
                    return (Done(history), head);
                var (used, taken) = await coupons.VoidAsync(now, context.Onward());
                if (used is not null)
                    return (used, head);
                var detail = now.Clone();
                (detail.State, detail.CancelReason) = (RedemptionState.Cancelled, request.Reason);
                (detail.Gift, detail.RequestDigest) = (null, head.Fingerprint);
                return (null, RedemptionBundle.Undoing(history, detail, row.Reward, taken?.Change, head));
            },
            context);
        return new CancelRedemptionResponse { Redemption = redemption, Replayed = replayed };
    }
}

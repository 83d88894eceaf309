using Federation.Hosting;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    public override async Task<DecideRedemptionResponse> DecideRedemption(
        DecideRedemptionRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        var name = form.Redemption(request.Name, "name");
        form.Check(
            request.Decision is RedemptionDecision.Release or RedemptionDecision.Refuse, "decision",
            "must be REDEMPTION_DECISION_RELEASE or REDEMPTION_DECISION_REFUSE");
        form.Text(request.Reason, "reason", 1, 500);
        form.Done();
        var now = (await clock.NowAsync(context.CancellationToken)).ToTimestamp();
        var decided = new RedemptionHold
        {
            Decision = request.Decision,
            Reason = request.Reason,
            Decider = caller.Actor,
            DecideTime = now,
        };
        var (redemption, replayed) = await TakeStepAsync(
            // Two who decide alike have not sent one request.
            name, requestId, Fingerprint.Of($"{context.Method} {caller.Actor}", request),
            async (history, row, head) => history.Now.State == RedemptionState.Held
                ? await decisions.PlanAsync(history, row, decided, head, context.Onward())
                : (NotHeld(history), head),
            context);
        return new DecideRedemptionResponse { Redemption = redemption, Replayed = replayed };
    }
}

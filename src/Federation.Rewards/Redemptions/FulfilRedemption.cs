using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Rewards.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class RewardService
{
    public override async Task<FulfilRedemptionResponse> FulfilRedemption(
        FulfilRedemptionRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = form.Redemption(request.Name, "name");
        form.ExternalReference(request.Reference, "reference");
        form.Done();
        var now = (await clock.NowAsync(context.CancellationToken)).ToTimestamp();
        var (redemption, replayed) = await TakeStepAsync(
            name, requestId, Fingerprint.Of(context.Method, request),
            (history, _, head) =>
            {
                if (history.Now.State == RedemptionState.Held)
                    return Step(Held(history), head);
                if (history.Now.State != RedemptionState.Pending)
                    return Step(Done(history), head);
                var detail = history.Now.Clone();
                (detail.State, detail.FulfilTime) = (RedemptionState.Fulfilled, now);
                (detail.Reference, detail.RequestDigest) = (request.Reference, head.Fingerprint);
                var bundle = head.Clone();
                bundle.Detail = Any.Pack(detail);
                bundle.ExternalReference = request.Reference;
                return Step(null, bundle);
            },
            context);
        return new FulfilRedemptionResponse { Redemption = redemption, Replayed = replayed };

        static Refusal Held(RedemptionHistory history)
        {
            var until = $"{history.Now.Hold.ExpireTime.ToDateTimeOffset():O}";
            return new Refusal(
                ErrorReason.RedemptionHeld, $"{history.Id} is held until somebody has decided, or until {until}.")
                .With("expire_time", until);
        }

        static Task<(Refusal? Refusal, PostBundleRequest Bundle)> Step(Refusal? refusal, PostBundleRequest bundle) =>
            Task.FromResult((refusal, bundle));
    }
}

using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class AdjustmentService
{
    public override async Task<GetAdjustmentLimitResponse> GetAdjustmentLimit(
        GetAdjustmentLimitRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var coin = form.Coin(request.Coin, "coin");
        form.Done();
        var cancel = context.CancellationToken;
        var snapshot = await directory.WithAsync(d => d.Coins.ContainsKey(coin), cancel);
        var policy = RequireOwn(caller, snapshot, coin);
        return new GetAdjustmentLimitResponse
        {
            Limit = await ShownLimitAsync(caller, coin, await LimitAsync(coin, snapshot, cancel), policy, cancel),
        };
    }

    private async Task<AdjustmentLimit> ShownLimitAsync(
        Caller caller, string coin, (long Units, bool Usual) limit, CoinPolicy policy, CancellationToken cancel)
    {
        var now = await NowAsync(cancel);
        var used = await DayUnitsAsync(coin, caller.Actor, policy.DayOf(now).DayNumber, cancel);
        return new AdjustmentLimit
        {
            Coin = ResourceNames.Coin(coin),
            DailyUnits = limit.Units,
            Usual = limit.Usual,
            RemainingUnits = Math.Max(0, limit.Units - (used ?? 0)),
            ResetTime = Timestamp.FromDateTimeOffset(policy.DayStartFrom(now.AddMicroseconds(1))),
        };
    }
}

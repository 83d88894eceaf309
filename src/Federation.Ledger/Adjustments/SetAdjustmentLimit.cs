using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class AdjustmentService
{
    public override async Task<SetAdjustmentLimitResponse> SetAdjustmentLimit(
        SetAdjustmentLimitRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var coin = form.Coin(request.Coin, "coin");
        form.Check(request.DailyUnits is >= 0 and <= Units.MaxCommand, "daily_units", "must be 0 to 10^15");
        form.Done();
        var cancel = context.CancellationToken;
        var snapshot = await RequireAtWorkAsync(caller, coin, cancel);
        var policy = RequireOwn(caller, snapshot, coin);
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
            {
                var row = await db.AdjustmentLimits.SingleOrDefaultAsync(l => l.Coin == coin, cancel);
                if (row is null)
                    db.AdjustmentLimits.Add(new AdjustmentLimitRow { Coin = coin, DailyUnits = request.DailyUnits });
                else
                    row.DailyUnits = request.DailyUnits;
                return new SetAdjustmentLimitResponse
                {
                    Limit = await ShownLimitAsync(caller, coin, (request.DailyUnits, false), policy, cancel),
                };
            },
            cancel);
    }
}

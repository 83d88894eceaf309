using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Federation.Ledger;

/// <summary>Alliance time. In a sandbox it is one row, which every group reads in its own transaction.</summary>
internal sealed class ClockService(LedgerDb db, IOptions<DeploymentOptions> deployment, TimeProvider time)
    : V1.ClockService.ClockServiceBase
{
    public override async Task<GetClockResponse> GetClock(GetClockRequest request, ServerCallContext context)
    {
        var clock = await db.ReadClockAsync(time, context.CancellationToken);
        return new GetClockResponse
        {
            Clock = ClockOf(clock.Row.Sandbox, clock.AllianceTime),
            SettlementCurrency = new()
            {
                Code = deployment.Value.SettlementCurrency,
                Scale = deployment.Value.SettlementScale
            },
        };
    }

    public override Task<AdvanceClockResponse> AdvanceClock(AdvanceClockRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        form.Check(request.Now is not null, "now", "is required");
        var now = form.Moment(request.Now, "now") ?? default;
        form.Done();
        return db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            () => AdvanceAsync(now, context.CancellationToken), context.CancellationToken);
    }

    private async Task<AdvanceClockResponse> AdvanceAsync(DateTimeOffset now, CancellationToken cancel)
    {
        // The comparison is in the statement: two moves at the same time must not end at the earlier moment.
        var moved = await db.Clock.Where(c => c.Sandbox && c.Now <= now)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Now, now), cancel);
        if (moved == 1)
            return new AdvanceClockResponse { Clock = ClockOf(true, now) };
        var clock = await db.Clock.AsNoTracking().SingleAsync(cancel);
        if (!clock.Sandbox)
            throw new RefusalException(
                ErrorReason.ClockNotMovable, "Alliance time is system time here; only a sandbox's clock can be moved.");
        throw new RefusalException(new Refusal(
            ErrorReason.ClockBackwards,
            $"The clock stands at {clock.Now:yyyy-MM-dd'T'HH:mm:ss'Z'} and moves only forward.")
            .With("now", clock.Now.ToString("O")));
    }

    private static Clock ClockOf(bool sandbox, DateTimeOffset now) =>
        new() { Sandbox = sandbox, Now = now.ToTimestamp() };
}

using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class DrawService
{
    public override async Task<ProposeRevealResponse> ProposeReveal(
        ProposeRevealRequest request, ServerCallContext context)
    {
        var (form, caller, cancel) = (new Form(), Caller.Of(context), context.CancellationToken);
        var requestId = form.RequestId(request.RequestId);
        var name = OwnDraw(form, caller, request.Name);

        var now = await clock.NowAsync(cancel);
        var suspended = await SuspendedAsync(name.PartnerId, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var row = await GetAsync(name, cancel);
            if (suspended is not null)
                throw new RefusalException(suspended);
            RequireClosed(row);
            var value = new Form();
            value.PublicValue(request.PublicValue, row.ReadTerms());
            value.Done();
            (row.Proposer, row.PublicValue) = (caller.Actor, request.PublicValue);
            var taken = await Named(name).Where(d => d.State == DrawState.Closed).ExecuteUpdateAsync(
                s => s.SetProperty(d => d.Proposer, row.Proposer).SetProperty(d => d.PublicValue, row.PublicValue),
                cancel);
            if (taken == 0)
                throw TooLate(await GetAsync(name, cancel));
            return new ProposeRevealResponse { Draw = ToMessage(row, row.Tickets, now, caller) };
        }, cancel);
    }

    private static bool IsOver(DrawRow row) =>
        row.State is DrawState.Drawn or DrawState.Cancelling or DrawState.Cancelled;

    /// <summary>DRAW_TOO_EARLY, DRAW_TOO_LATE.</summary>
    private static void RequireClosed(DrawRow row)
    {
        if (IsOver(row))
            throw TooLate(row);
        if (row.State != DrawState.Closed)
            throw TooEarly(row, "it is drawn after it is closed");
    }
}

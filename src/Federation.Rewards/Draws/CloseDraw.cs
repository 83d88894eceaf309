using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Federation.Rewards;

internal sealed partial class DrawService
{
    public override async Task<CloseDrawResponse> CloseDraw(CloseDrawRequest request, ServerCallContext context)
    {
        var (form, caller, cancel) = (new Form(), Caller.Of(context), context.CancellationToken);
        var requestId = form.RequestId(request.RequestId);
        var name = OwnDraw(form, caller, request.Name);

        var now = await clock.NowAsync(cancel);
        var suspended = await SuspendedAsync(name.PartnerId, cancel);
        var response = await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
            {
                var row = await GetAsync(name, cancel);
                if (suspended is not null)
                    throw new RefusalException(suspended);
                if (row.State != DrawState.Open)
                    throw TooLate(row);
                var closes = row.ReadTerms().CloseTime.ToDateTimeOffset();
                if (now < closes)
                    throw TooEarly(row, $"it closes at {closes:O}");
                await LeaveOpenAsync(name, s => s.SetProperty(d => d.State, DrawState.Closing), cancel);
                row.State = DrawState.Closing;
                return new CloseDrawResponse { Draw = ToMessage(row, 0, now, caller) };
            }, cancel);
        var asked = await GetAsync(name, cancel);
        if (asked.State == DrawState.Closing)
            await closing.FinishAsync(asked, () => context.OnwardFor(new PartnerId(name.PartnerId)), cancel);
        return new CloseDrawResponse
        {
            Draw = await ShownAsync(await GetAsync(name, cancel), caller, cancel),
            Replayed = response.Replayed,
        };
    }

    /// <summary>Of two who close or cancel at the same time one takes the draw; the other is too late.</summary>
    private async Task LeaveOpenAsync(
        DrawId name, Action<UpdateSettersBuilder<DrawRow>> change, CancellationToken cancel)
    {
        if (await Named(name).Where(d => d.State == DrawState.Open).ExecuteUpdateAsync(change, cancel) == 0)
            throw TooLate(await GetAsync(name, cancel));
    }
}

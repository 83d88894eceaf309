using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;

namespace Federation.Rewards;

internal sealed partial class DrawService
{
    public override async Task<CancelDrawResponse> CancelDraw(CancelDrawRequest request, ServerCallContext context)
    {
        var (form, caller, cancel) = (new Form(), Caller.Of(context), context.CancellationToken);
        var requestId = form.RequestId(request.RequestId);
        form.Text(request.Reason, "reason", 1, 200);
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
                // From then on somebody may know the public value, and with the secret who would win.
                var closes = row.ReadTerms().CloseTime.ToDateTimeOffset();
                if (now >= closes)
                    throw new RefusalException(new Refusal(
                        ErrorReason.DrawTooLate, $"{name} can be cancelled before its closing time, {closes:O}, alone.")
                        .With("state", Words(row.State)));
                await LeaveOpenAsync(
                    name, s => s.SetProperty(d => d.State, DrawState.Cancelling)
                        .SetProperty(d => d.CancelReason, request.Reason),
                    cancel);
                (row.State, row.CancelReason) = (DrawState.Cancelling, request.Reason);
                return new CancelDrawResponse { Draw = ToMessage(row, 0, now, caller) };
            }, cancel);
        var asked = await GetAsync(name, cancel);
        if (asked.State == DrawState.Cancelling)
            await cancelling.FinishAsync(asked, () => context.OnwardFor(new PartnerId(name.PartnerId)), cancel);
        return new CancelDrawResponse
        {
            Draw = await ShownAsync(await GetAsync(name, cancel), caller, cancel),
            Replayed = response.Replayed,
        };
    }
}

using Federation.Hosting;
using Federation.Programs.V1;
using Grpc.Core;

namespace Federation.Programs;

internal sealed partial class CorrectionService
{
    public override async Task<RejectCorrectionResponse> RejectCorrection(
        RejectCorrectionRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = CorrectionOf(form, request.Name);
        form.Reason(request.Reason);
        form.Done();

        var cancel = context.CancellationToken;
        var now = await clock.NowAsync(cancel);
        var snapshot = await DirectoryForAsync(caller, cancel);
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            RequireAtWork(caller, snapshot);
            var found = await TakeAsync(name, caller, cancel);
            (found.Decider, found.DecideTime, found.DecisionReason) =
                (caller.Actor, now, request.Reason);
            await DecideAsync(found, CorrectionState.Rejected, cancel);
            return new RejectCorrectionResponse { Correction = await ShownAsync(found, cancel) };
        }, cancel);
    }
}

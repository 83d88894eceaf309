using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class AdjustmentService
{
    public override async Task<RejectAdjustmentResponse> RejectAdjustment(
        RejectAdjustmentRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = NameOf(form, request.Name);
        form.Text(request.Reason, "reason", 1, 500);
        form.Done();

        var cancel = context.CancellationToken;
        await RequireAtWorkAsync(caller, null, cancel);
        var now = await NowAsync(cancel);
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
            {
                var row = await FindAsync(name, caller, cancel);
                if (AdjustmentRules.CannotDecide(row, now) is { } refusal)
                    throw new RefusalException(refusal);
                if (caller.Role != Role.PartnerAdmin && row.Proposer != caller.Actor)
                    throw new RefusalException(
                        ErrorReason.NotYours, $"{row.Name} was proposed by {row.Proposer}, who alone withdraws it; a "
                        + "partner admin rejects it.");
                (row.Stage, row.Decider, row.DeciderSender, row.DecideTime, row.DecisionReason) =
                    (AdjustmentStage.Rejected, caller.Actor, caller.Sender, now, request.Reason);
                await DecideAsync(row, cancel);
                await Days(row).ExecuteUpdateAsync(
                    set => set.SetProperty(d => d.Units, d => d.Units - row.Counts), cancel);
                return new RejectAdjustmentResponse { Adjustment = Shown(row, caller, now) };
            },
            cancel);
    }
}

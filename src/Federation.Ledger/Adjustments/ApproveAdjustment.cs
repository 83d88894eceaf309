using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class AdjustmentService
{
    public override async Task<ApproveAdjustmentResponse> ApproveAdjustment(
        ApproveAdjustmentRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var name = NameOf(form, request.Name);
        form.Done();

        var cancel = context.CancellationToken;
        var found = await FindAsync(name, caller, cancel);
        var snapshot = await RequireAtWorkAsync(caller, found.Coin, cancel);
        var now = await NowAsync(cancel);
        // Asked before the transaction, in which the books are not asked. A replay is answered whatever it says.
        var unbookable = found.Stage == AdjustmentStage.Proposed ? await booking.RefusesAsync(found, cancel) : null;
        var answer = await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
            {
                var row = await FindAsync(name, caller, cancel);
                var refusal = AdjustmentRules.CannotDecide(row, now) ?? caller.SamePerson(row.Proposer, row.Name)
                    ?? await OverLimitAsync(row, snapshot, cancel) ?? unbookable;
                if (refusal is not null)
                    throw new RefusalException(refusal);
                (row.Stage, row.Decider, row.DeciderSender, row.DecideTime) =
                    (AdjustmentStage.Approved, caller.Actor, caller.Sender, now);
                await DecideAsync(row, cancel);
                return new ApproveAdjustmentResponse { Adjustment = Shown(row, caller, now) };
            },
            cancel);
        await booking.FinishAsync(name.Id, cancel);
        answer.Adjustment = Shown(await FindAsync(name, caller, cancel), caller, now);
        return answer;
    }

    /// <summary>ADJUSTMENT_LIMIT_EXCEEDED, where the limit was lowered since and what its person proposed that day is
    /// more.</summary>
    private async Task<Refusal?> OverLimitAsync(
        AdjustmentRow row, DirectorySnapshot snapshot, CancellationToken cancel)
    {
        var (limit, _) = await LimitAsync(row.Coin, snapshot, cancel);
        var all = await DayUnitsAsync(row.Coin, row.Proposer, row.Day, cancel) ?? row.Counts;
        return AdjustmentRules.OverLimit(row.Coin, limit, all - row.Counts, row.Counts);
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class AdjustmentService
{
    public override async Task<ProposeAdjustmentResponse> ProposeAdjustment(
        ProposeAdjustmentRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var partner = form.Partner(request.Parent, "parent");
        if (partner.Length > 0)
            caller.RequireOwn(partner, request.Parent);
        form.Member(request.Member, "member");
        var coin = form.Coin(request.Coin, "coin");
        form.Check(request.Units is not 0 and >= -Units.MaxCommand and <= Units.MaxCommand, "units",
            "must be within 10^15 either way, and not 0");
        form.ReasonCode(request.ReasonCode);
        form.Text(request.Reason, "reason", 1, 500);
        form.ExternalReference(request.ExternalReference);
        form.Done();

        var cancel = context.CancellationToken;
        var snapshot = await RequireAtWorkAsync(caller, coin, cancel);
        var policy = RequireOwn(caller, snapshot, coin);
        if (!names.TryRead(caller, request.Member, out var member))
            throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, request.Member));
        var now = await NowAsync(cancel);
        var row = RowOf(request, caller, member, coin, policy, now);
        // Asked before the transaction, in which the books are not asked. A replay is answered whatever it says.
        var refusal = await booking.RefusesAsync(row, cancel);
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
            {
                if (refusal is not null)
                    throw new RefusalException(refusal);
                await CountAsync(row, snapshot, cancel);
                db.Adjustments.Add(row);
                return new ProposeAdjustmentResponse { Adjustment = Shown(row, caller, now) };
            },
            cancel);
    }

    private static AdjustmentRow RowOf(
        ProposeAdjustmentRequest request, Caller caller, MemberId member, string coin, CoinPolicy policy,
        DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(),
            PartnerId = caller.RequirePartner(),
            MemberId = member.Value,
            Coin = coin,
            Units = request.Units,
            ReasonCode = request.ReasonCode,
            Reason = request.Reason,
            ExternalReference = request.ExternalReference.Length == 0 ? null : request.ExternalReference,
            Proposer = caller.Actor,
            ProposeTime = now,
            ExpireTime = now + Waits,
            Day = policy.DayOf(now).DayNumber,
            Stage = AdjustmentStage.Proposed,
        };

    /// <summary>Counts a proposal against its proposer's limit of the day. The sum is compared by the statement that
    /// changes it: two at the same time do not both take what is left.</summary>
    /// <exception cref="RefusalException">ADJUSTMENT_LIMIT_EXCEEDED.</exception>
    private async Task CountAsync(AdjustmentRow row, DirectorySnapshot snapshot, CancellationToken cancel)
    {
        var (limit, _) = await LimitAsync(row.Coin, snapshot, cancel);
        var before = await DayUnitsAsync(row.Coin, row.Proposer, row.Day, cancel);
        if (AdjustmentRules.OverLimit(row.Coin, limit, before ?? 0, row.Counts) is { } exceeded)
            throw new RefusalException(exceeded);
        if (before is null)
        {
            // Two first ones of a day meet in its key; the second is counted again.
            db.AdjustmentDays.Add(new AdjustmentDayRow
            {
                Coin = row.Coin,
                Proposer = row.Proposer,
                Day = row.Day,
                Units = row.Counts,
            });
            return;
        }
        var counted = await Days(row).Where(d => d.Units + row.Counts <= limit)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Units, d => d.Units + row.Counts), cancel);
        if (counted == 0)
            throw new RefusalException(AdjustmentRules.OverLimit(
                row.Coin, limit, await DayUnitsAsync(row.Coin, row.Proposer, row.Day, cancel) ?? 0, row.Counts)
                ?? new Refusal(ErrorReason.Contended, "The limit was used by another proposal; send it again."));
    }

    private IQueryable<AdjustmentDayRow> Days(AdjustmentRow row) => db.AdjustmentDays.Where(
        d => d.Coin == row.Coin && d.Proposer == row.Proposer && d.Day == row.Day);
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    public override async Task<GetPaymentHoldResponse> GetPaymentHold(
        GetPaymentHoldRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var form = new Form();
        var id = form.Journal(request.Journal, "journal");
        form.Done();
        var module = Caller.Of(context).Module;
        if (!ModuleAccounts.MayPost(module))
            throw new RefusalException(ModuleAccounts.NotAllowed(module, "look at what it cannot post"));
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var now = (await db.ReadClockAsync(time, cancel)).AllianceTime;
        var hold = (await db.ReadHoldsAsync([id], null, now, cancel)).SingleOrDefault();
        if (hold is not { Journal.Detail: not null })
            throw new RefusalException(Refusal.NotFound(ErrorReason.HoldNotFound, id.HoldName));
        var row = await db.Undone.AsNoTracking().SingleOrDefaultAsync(u => u.JournalId == id.Value, cancel);
        var status = row.ToHoldStatus();
        return new GetPaymentHoldResponse
        {
            Journal = hold.Journal.ToJournal(JournalNames.InternalName),
            State = StateOf(hold, row is null ? null : status, now),
            CapturedUnits = status.Captured,
            RefundedUnits = status.Refunded,
            ExpireTime = hold.Until.ToTimestamp(),
        };
    }

    /// <summary>A payment's hold is open until its rest is given back, also where the parts captured before took the
    /// last coin.</summary>
    private static HoldState StateOf(HoldRead hold, JournalStatus.Hold? since, DateTimeOffset now)
    {
        if (hold.State != HoldState.Closed || since is not { State: HoldState.Open }
            || since.Captured == hold.Journal.Terms?.Units)
            return hold.State;
        return hold.Until > now ? HoldState.Open : HoldState.Expired;
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    public override async Task<GetPaymentHoldResponse> GetPaymentHold(GetPaymentHoldRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var form = new Form();
        var id = form.Uuid(request.Journal, "journals/", "journal");
        form.Done();
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var now = (await db.Clock.AsNoTracking().SingleAsync(cancel)).AllianceTime(time);
        var hold = (await db.ReadHoldsAsync([id], null, now, cancel)).SingleOrDefault();
        if (hold is not { Journal.Detail: not null })
            throw new RefusalException(Refusal.NotFound(ErrorReason.HoldNotFound, JournalNames.HoldOf(id)));
        return new GetPaymentHoldResponse
        {
            Journal = hold.Journal.ToJournal(JournalNames.InternalName),
            State = hold.State,
            CapturedUnits = await db.Undone.Where(u => u.JournalId == id).Select(u => u.Units).SingleOrDefaultAsync(cancel),
            ExpireTime = hold.Until.ToTimestamp(),
        };
    }
}

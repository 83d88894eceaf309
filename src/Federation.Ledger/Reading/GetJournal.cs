using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<GetJournalResponse> GetJournal(GetJournalRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var id = form.Journal(request.Name, "name");
        form.Done();
        var journal = await db.FindJournalAsync(id, context.CancellationToken);
        if (journal is not null)
        {
            var snapshot =
                await directory.WithAsync(s => journal.Coins().All(s.Coins.ContainsKey), context.CancellationToken);
            if (JournalAccess.MaySee(caller, snapshot, journal))
                return new GetJournalResponse
                {
                    Journal = (
                    await ViewAsync(caller, [journal], context.CancellationToken)).Of(journal)
                };
            JournalAccess.RequireProven(caller, snapshot, journal);
        }
        throw new RefusalException(Refusal.NotFound(ErrorReason.JournalNotFound, request.Name));
    }
}

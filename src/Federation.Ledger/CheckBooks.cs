using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<CheckBooksResponse> CheckBooks(CheckBooksRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var check = new BooksCheck(db);
        await check.RunAsync(cancel);
        var response = new CheckBooksResponse
        {
            Balanced = check.Found.Count == 0,
            Journals = await db.Outcomes.LongCountAsync(o => o.Refused == null, cancel),
            Entries = await db.Entries.LongCountAsync(cancel),
            Wallets = await db.Wallets.LongCountAsync(cancel),
            GroupNumber = await db.LogHead.Select(h => h.Number).SingleAsync(cancel),
        };
        response.Discrepancies.AddRange(check.Found);
        return response;
    }
}

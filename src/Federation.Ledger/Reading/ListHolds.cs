using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<ListHoldsResponse> ListHolds(ListHoldsRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var caller = Caller.Of(context);
        var key = await RequireWalletAsync(caller, new Form(), request.Parent, "parent", cancel);
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var read = await db.ReadHoldsAsync(await db.ReadLotsAsync(db.Keyed(key), time, cancel), cancel);
        if (read.Wallets.Count == 0)
            throw WalletNotFound(request.Parent);
        var response = new ListHoldsResponse();
        response.Holds.AddRange(
            await OpenHoldsAsync(read, $"{MemberNamesFor(caller)(key.MemberId)}/wallets/{key.Coin}", cancel));
        return response;
    }
}

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
        var memberName = MemberNamesFor(caller);
        response.Holds.AddRange(await OpenHoldsAsync(
            read, ResourceNames.Wallet(memberName(key.MemberId), key.Coin), memberName, cancel));
        return response;
    }
}

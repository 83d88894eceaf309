using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<ListWalletsResponse> ListWallets(ListWalletsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        form.Member(request.Parent, "parent");
        form.Done();
        var memberId = RequireMember(caller, request.Parent);
        var read =
            await db.ReadWholeAsync(db.Wallets.Where(w => w.MemberId == memberId), time, context.CancellationToken);
        var snapshot = await directory.WithAsync(
            s => read.Wallets.All(w => s.Coins.ContainsKey(w.Coin)), context.CancellationToken);
        // A member has few wallets: all are read, and those that the caller sees are picked here.
        var mine = read.Wallets.Where(w => JournalAccess.SeesCoin(caller, snapshot, w.Coin));
        var member = MemberNamesFor(caller)(memberId);
        var response = new ListWalletsResponse();
        response.Wallets.AddRange(mine.Select(w => w.ToWallet(member, read.Now)));
        return response;
    }
}

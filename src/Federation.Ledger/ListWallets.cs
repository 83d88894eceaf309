using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

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
        var snapshot = await directory.CurrentAsync(context.CancellationToken);
        var rows = await db.Wallets.AsNoTracking().Where(w => w.MemberId == memberId)
            .ToListAsync(context.CancellationToken);
        if (!rows.TrueForAll(w => snapshot.Coins.ContainsKey(w.Coin)))
            snapshot = await directory.WithAsync(
                s => rows.TrueForAll(w => s.Coins.ContainsKey(w.Coin)), context.CancellationToken);
        // A member has few wallets: all are read, and the caller's are picked here.
        var mine = rows.Where(w => caller.IsAllianceAdmin
            || (snapshot.Coins.TryGetValue(w.Coin, out var coin) && coin.PartnerId == caller.PartnerId));
        var response = new ListWalletsResponse();
        response.Wallets.AddRange(
            mine.OrderBy(w => w.Coin, StringComparer.Ordinal).Select(w => w.ToWallet(request.Parent)));
        return response;
    }
}

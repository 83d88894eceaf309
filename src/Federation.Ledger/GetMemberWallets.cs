using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    public override async Task<GetMemberWalletsResponse> GetMemberWallets(
        GetMemberWalletsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var memberId = Member(form, request.MemberId, "member_id");
        for (var i = 0; i < request.CoinIds.Count; i++)
            form.Id(request.CoinIds[i], $"coin_ids[{i}]");
        form.Done();
        // One statement, so that the clock and the wallets are of one moment on every database.
        var rows = await (
            from clock in db.Clock.AsNoTracking()
            from wallet in db.Wallets.AsNoTracking().Where(w => w.MemberId == memberId).DefaultIfEmpty()
            select new { Clock = clock, Wallet = (WalletRow?)wallet }).ToListAsync(context.CancellationToken);
        // A member has few wallets: all are read, and those asked for are picked here.
        var asked = request.CoinIds.Count == 0 ? null : request.CoinIds.ToHashSet(StringComparer.Ordinal);
        var wallets = rows.Select(r => r.Wallet).OfType<WalletRow>()
            .Where(w => asked is null || asked.Contains(w.Coin));
        var now = rows[0].Clock.AllianceTime(time);
        var response = new GetMemberWalletsResponse { Now = now.ToTimestamp() };
        foreach (var wallet in wallets.OrderBy(w => w.Coin, StringComparer.Ordinal))
        {
            response.Wallets.Add(wallet.ToWallet(JournalNames.InternalName(wallet.MemberId)));
            if (wallet.CapUnitsOn(now) is > 0 and var taken)
                response.CappedTodayUnits[ResourceNames.Coin(wallet.Coin)] = taken;
        }
        return response;
    }
}

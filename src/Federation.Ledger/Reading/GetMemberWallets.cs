using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

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
        // A member has few wallets: all are read, and those asked for are picked here.
        var read =
            await db.ReadWholeAsync(db.Wallets.Where(w => w.MemberId == memberId), time, context.CancellationToken);
        var asked = request.CoinIds.Count == 0 ? null : request.CoinIds.ToHashSet(StringComparer.Ordinal);
        var response = new GetMemberWalletsResponse { Now = read.Now.ToTimestamp() };
        foreach (var wallet in read.Wallets.Where(w => asked is null || asked.Contains(w.Coin)))
        {
            response.Wallets.Add(wallet.ToWallet(
                JournalNames.InternalName(wallet.MemberId), read.Now, spendable: lot => lot.Provenance.MayLeave()));
            if (wallet.CapUnitsOn(read.Now) is > 0 and var taken)
                response.CappedTodayUnits[ResourceNames.Coin(wallet.Coin)] = taken;
        }
        return response;
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<GetWalletResponse> GetWallet(GetWalletRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var caller = Caller.Of(context);
        var form = new Form();
        var asOf = form.Moment(request.AsOfTime, "as_of_time");
        form.Check(request.Basis is >= TimeBasis.Unspecified and <= TimeBasis.Effective, "basis", "must be one of the bases");
        var key = await RequireWalletAsync(caller, form, request.Name, "name", cancel);
        var read = await db.WalletAsync(key, time, cancel);
        var wallet = read.Wallets.SingleOrDefault() ?? throw WalletNotFound(request.Name);
        var member = MemberNamesFor(caller)(wallet.MemberId);
        if (asOf is { } moment)
            return new GetWalletResponse { Wallet = await WalletAsOfAsync(wallet, member, moment, request.Basis, read.Now, cancel) };
        var response = new GetWalletResponse { Wallet = wallet.ToWallet(member, read.Now) };
        if (wallet.Holds.Count > 0)
            response.Wallet.Holds.AddRange((await OpenHoldsAsync(wallet, read.Now, cancel)).Select(h => h.ToHold(response.Wallet.Name)));
        return response;
    }
}

using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    public override async Task<GetWalletResponse> GetWallet(GetWalletRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var wallet = await RequireWalletAsync(caller, request.Name, "name", context.CancellationToken);
        return new GetWalletResponse { Wallet = wallet.ToWallet(MemberNamesFor(caller)(wallet.MemberId)) };
    }
}

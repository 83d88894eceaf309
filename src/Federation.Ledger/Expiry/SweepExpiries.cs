using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    private const int MaxSweptWallets = 10_000;
    private const int UsualSweptWallets = 1000;

    public override async Task<SweepExpiriesResponse> SweepExpiries(
        SweepExpiriesRequest request, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var form = new Form();
        form.RequestId(request.RequestId);
        form.Check(request.MaxWallets is >= 0 and <= MaxSweptWallets, "max_wallets",
            $"must be 0 (for {UsualSweptWallets}) to {MaxSweptWallets}");
        form.Done();
        var swept = await sweep.RunAsync(
            request.MaxWallets == 0 ? UsualSweptWallets : request.MaxWallets, () => Task.FromResult(true), cancel);
        return new SweepExpiriesResponse
        {
            ExpiredWallets = swept.Wallets,
            ReleasedHolds = swept.Holds,
            Status = await ExpirySweep.StatusAsync(db, time, cancel),
        };
    }
}

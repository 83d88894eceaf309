using Federation.Client;
using Federation.Ledger.V1;
using CaptureRequest = Federation.Ledger.V1.CaptureRequest;

namespace Federation.Scenarios;

/// <summary>Holds and pending coins of aster's on its member Hal, who has 60 coins besides.</summary>
/// <param name="Open">A hold of 30 coins.</param>
/// <param name="Captured">A hold of 20, captured whole.</param>
/// <param name="Pending">An Earn of 15 that waits for its confirmation.</param>
/// <param name="Cancelled">An Earn of 5 that waited, and was reversed.</param>
internal sealed record HoldsMade(string Open, string Captured, string Pending, string Cancelled)
{
    public static async Task<HoldsMade> OnAsync(HostileAlliance a)
    {
        var ledger = a.Aster.Ledger;
        await Alliance.EarnAsync(a.Aster, "aster", a.Hal, 110);
        var open = await HoldAsync(30);
        var captured = await HoldAsync(20);
        await ledger.CaptureAsync(new CaptureRequest { RequestId = RequestIds.New(), Hold = captured, All = true });
        var (pending, cancelled) = (await EarnAsync(15), await EarnAsync(5));
        await ledger.ReverseAsync(new ReverseRequest { RequestId = RequestIds.New(), Journal = cancelled });
        return new HoldsMade(open, captured, pending, cancelled);

        async Task<string> HoldAsync(long units) => (await ledger.HoldAsync(new HoldRequest
        {
            RequestId = RequestIds.New(),
            Member = a.Hal,
            Amount = Alliance.Coins("aster", units),
        })).Journal.Name.Replace("journals/", "holds/", StringComparison.Ordinal);

        async Task<string> EarnAsync(long units) => (await ledger.EarnAsync(new EarnRequest
        {
            RequestId = RequestIds.New(),
            Member = a.Hal,
            Amount = Alliance.Coins("aster", units),
            OnConfirmation = true,
        })).Journal.Name;
    }
}

using Federation.Client;
using Federation.Ledger.V1;

namespace Federation.Scenarios;

/// <summary>Journals of aster's on its member Gus, in every state of being undone.</summary>
/// <param name="EarnId">The request_id of <paramref name="Earn"/>.</param>
/// <param name="Earn">500 coins, of which 350 are left.</param>
/// <param name="PartlyRefunded">A Redeem of 200, of which 150 are left to refund.</param>
/// <param name="WhollyRefunded">A Redeem of 100.</param>
/// <param name="Refund">The refund of that.</param>
/// <param name="Reversed">A Redeem of 80.</param>
/// <param name="Reversal">The reversal of that.</param>
internal sealed record WrittenJournals(
    string EarnId, string Earn, string PartlyRefunded, string WhollyRefunded, string Refund, string Reversed,
    string Reversal)
{
    public static async Task<WrittenJournals> OnAsync(HostileAlliance a)
    {
        var ledger = a.Aster.Ledger;
        var earnId = RequestIds.New();
        var earn = await ledger.EarnAsync(
            new EarnRequest { RequestId = earnId, Member = a.Gus, Amount = Alliance.Coins("aster", 500) });
        var partly = await RedeemAsync(200);
        await ledger.RefundAsync(
            new Ledger.V1.RefundRequest { RequestId = RequestIds.New(), Journal = partly, Units = 50 });
        var wholly = await RedeemAsync(100);
        var refund = await ledger.RefundAsync(
            new Ledger.V1.RefundRequest { RequestId = RequestIds.New(), Journal = wholly, All = true });
        var reversed = await RedeemAsync(80);
        var reversal =
            await ledger.ReverseAsync(new ReverseRequest { RequestId = RequestIds.New(), Journal = reversed });
        return new WrittenJournals(
            earnId, earn.Journal.Name, partly, wholly, refund.Journal.Name, reversed, reversal.Journal.Name);

        async Task<string> RedeemAsync(long units) => (await ledger.RedeemAsync(new RedeemRequest
        {
            RequestId = RequestIds.New(),
            Member = a.Gus,
            Amount = Alliance.Coins("aster", units),
        })).Journal.Name;
    }
}

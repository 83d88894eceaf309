using Federation.Client;
using Federation.Exchange.V1;
using Federation.Ledger.V1;
using CaptureRequest = Federation.Ledger.V1.CaptureRequest;

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
    string EarnId, string Earn, string PartlyRefunded, string WhollyRefunded, string Refund, string Reversed, string Reversal)
{
    public static async Task<WrittenJournals> OnAsync(HostileAlliance a)
    {
        var ledger = a.Aster.Ledger;
        var earnId = RequestIds.New();
        var earn = await ledger.EarnAsync(new EarnRequest { RequestId = earnId, Member = a.Gus, Amount = Alliance.Coins("aster", 500) });
        var partly = await RedeemAsync(200);
        await ledger.RefundAsync(new Ledger.V1.RefundRequest { RequestId = RequestIds.New(), Journal = partly, Units = 50 });
        var wholly = await RedeemAsync(100);
        var refund = await ledger.RefundAsync(new Ledger.V1.RefundRequest { RequestId = RequestIds.New(), Journal = wholly, All = true });
        var reversed = await RedeemAsync(80);
        var reversal = await ledger.ReverseAsync(new ReverseRequest { RequestId = RequestIds.New(), Journal = reversed });
        return new WrittenJournals(earnId, earn.Journal.Name, partly, wholly, refund.Journal.Name, reversed, reversal.Journal.Name);

        async Task<string> RedeemAsync(long units) => (await ledger.RedeemAsync(new RedeemRequest
        {
            RequestId = RequestIds.New(),
            Member = a.Gus,
            Amount = Alliance.Coins("aster", units),
        })).Journal.Name;
    }
}

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

/// <summary>Payments at birch's till with aster's coins.</summary>
/// <param name="UsedCode">A pay code of Bob's that was paid with.</param>
/// <param name="PartlyRefunded">300 coins for 198, of which 100 are left to refund.</param>
/// <param name="WhollyRefunded">100 coins for 66.</param>
/// <param name="Reversed">15 coins for 9, reversed by an alliance admin.</param>
/// <param name="PayId">The request_id of <paramref name="PartlyRefunded"/>.</param>
internal sealed record PaymentsMade(
    string UsedCode, Exchange.V1.Exchange PartlyRefunded, Exchange.V1.Exchange WhollyRefunded, Exchange.V1.Exchange Reversed, string PayId)
{
    public static async Task<PaymentsMade> OnAsync(HostileAlliance a)
    {
        var exchanges = a.Birch.Exchanges;
        var payId = RequestIds.New();
        var partly = await PayAsync(new PayRequest { RequestId = payId, Member = a.Ann.AtBirch, Pay = Alliance.Coins("aster", 300) });
        await exchanges.RefundAsync(new Exchange.V1.RefundRequest { RequestId = RequestIds.New(), Exchange = partly.Name, Units = 98 });
        var wholly = await PayAsync(new PayRequest { Member = a.Ann.AtBirch, Pay = Alliance.Coins("aster", 100) });
        await exchanges.RefundAsync(new Exchange.V1.RefundRequest { RequestId = RequestIds.New(), Exchange = wholly.Name, All = true });
        var usedCode = await a.GivenPayCodeAsync(a.Bob.Name, 50);
        await PayAsync(new PayRequest { PayCode = usedCode, Pay = Alliance.Coins("aster", 30) });
        var code = await a.GivenPayCodeAsync(a.Bob.Name, 50);
        var reversed = await PayAsync(new PayRequest { PayCode = code, Pay = Alliance.Coins("aster", 15) });
        await a.Admin.Ledger.ReverseAsync(new ReverseRequest { RequestId = RequestIds.New(), Journal = reversed.Journal });
        return new PaymentsMade(usedCode, partly, wholly, reversed, payId);

        async Task<Exchange.V1.Exchange> PayAsync(PayRequest request)
        {
            request.Merchant = "partners/birch/merchants/till";
            request.RequestId = request.RequestId.Length > 0 ? request.RequestId : RequestIds.New();
            return (await exchanges.PayAsync(request)).Exchange;
        }
    }
}

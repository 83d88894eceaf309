using Federation.Client;
using Federation.Exchange.V1;
using Federation.Ledger.V1;

namespace Federation.Scenarios;

/// <summary>Payments at birch's till with aster's coins.</summary>
/// <param name="UsedCode">A pay code of Bob's that was paid with.</param>
/// <param name="PartlyRefunded">300 coins for 198, of which 100 are left to refund.</param>
/// <param name="WhollyRefunded">100 coins for 66.</param>
/// <param name="Reversed">15 coins for 9, reversed by an alliance admin.</param>
/// <param name="PayId">The request_id of <paramref name="PartlyRefunded"/>.</param>
internal sealed record PaymentsMade(
    string UsedCode, Exchange.V1.Exchange PartlyRefunded, Exchange.V1.Exchange WhollyRefunded,
    Exchange.V1.Exchange Reversed, string PayId)
{
    public static async Task<PaymentsMade> OnAsync(HostileAlliance a)
    {
        var exchanges = a.Birch.Exchanges;
        var payId = RequestIds.New();
        var partly = await PayAsync(
            new PayRequest { RequestId = payId, Member = a.Ann.AtBirch, Pay = Alliance.Coins("aster", 300) });
        await exchanges.RefundAsync(
            new Exchange.V1.RefundRequest { RequestId = RequestIds.New(), Exchange = partly.Name, Units = 98 });
        var wholly = await PayAsync(new PayRequest { Member = a.Ann.AtBirch, Pay = Alliance.Coins("aster", 100) });
        await exchanges.RefundAsync(
            new Exchange.V1.RefundRequest { RequestId = RequestIds.New(), Exchange = wholly.Name, All = true });
        var usedCode = await a.GivenPayCodeAsync(a.Bob.Name, 50);
        await PayAsync(new PayRequest { PayCode = usedCode, Pay = Alliance.Coins("aster", 30) });
        var code = await a.GivenPayCodeAsync(a.Bob.Name, 50);
        var reversed = await PayAsync(new PayRequest { PayCode = code, Pay = Alliance.Coins("aster", 15) });
        await a.Admin.Ledger.ReverseAsync(
            new ReverseRequest { RequestId = RequestIds.New(), Journal = reversed.Journal });
        return new PaymentsMade(usedCode, partly, wholly, reversed, payId);

        async Task<Exchange.V1.Exchange> PayAsync(PayRequest request)
        {
            request.Merchant = "partners/birch/merchants/till";
            request.RequestId = request.RequestId.Length > 0 ? request.RequestId : RequestIds.New();
            return (await exchanges.PayAsync(request)).Exchange;
        }
    }
}

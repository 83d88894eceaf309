using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Partners.Internal.V1;

namespace Federation.Exchange;

/// <summary>What a payment must look like. Pure.</summary>
internal static class PayForm
{
    // Codes are shorter; this only keeps what cannot be one from travelling on.
    private const int MaxPayCode = 64;

    /// <summary>Checks all but the merchant, and answers the id of the coin to pay with.</summary>
    public static string Check(Form form, PayRequest request)
    {
        form.RequestId(request.RequestId);
        CheckPayer(form, request);
        form.ExternalReference(request.ExternalReference);
        switch (request.HowMuchCase)
        {
            case PayRequest.HowMuchOneofCase.Pay:
                form.Check(
                    request.SourceCoin.Length == 0, "source_coin", "must be empty with pay, which names the coin");
                return form.Amount(request.Pay, "pay").Coin;
            case PayRequest.HowMuchOneofCase.Amount:
                form.Amount(request.Amount, "amount");
                return form.Coin(request.SourceCoin, "source_coin");
            case PayRequest.HowMuchOneofCase.Quote:
                form.Uuid(request.Quote, QuoteNames.Prefix, "quote");
                form.Check(request.SourceCoin.Length == 0, "source_coin", "must be empty with quote, which names the coin");
                return "";
            default:
                form.Check(false, "how_much", "must be one of pay, amount and quote");
                return "";
        }
    }

    /// <summary>
    /// With <c>amount</c> the coin is the merchant's own. A merchant that does not exist is refused later, for that.
    /// </summary>
    public static void CheckAmountCoin(PayRequest request, DirectoryMerchant? merchant)
    {
        if (merchant is null || request.HowMuchCase != PayRequest.HowMuchOneofCase.Amount)
            return;
        var coin = ResourceNames.Coin(merchant.CoinId);
        var form = new Form();
        form.Check(request.Amount.Coin == coin, "amount.coin", $"must be the merchant's coin, {coin}");
        form.Done();
    }

    private static void CheckPayer(Form form, PayRequest request)
    {
        switch (request.PayerCase)
        {
            case PayRequest.PayerOneofCase.Member:
                form.Member(request.Member, "member");
                break;
            case PayRequest.PayerOneofCase.PayCode:
                form.Text(request.PayCode, "pay_code", 1, MaxPayCode);
                break;
            default:
                form.Check(false, "payer", "must be one of member and pay_code");
                break;
        }
    }
}

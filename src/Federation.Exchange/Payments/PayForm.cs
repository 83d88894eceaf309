using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Partners.Internal.V1;
using Federation.Types.V1;
using Google.Protobuf.Collections;

namespace Federation.Exchange;

/// <summary>What a payment must look like. Pure.</summary>
internal static class PayForm
{
    // Codes are shorter; this only keeps what cannot be one from travelling on.
    private const int MaxPayCode = 64;
    private const int MaxWishes = 100;

    /// <summary>Checks all but the merchant, and answers the id of the coin to pay with; empty where others say
    /// which.</summary>
    public static string Check(Form form, PayRequest request, string settlementCurrency)
    {
        form.RequestId(request.RequestId);
        form.Check(
            request.Wishes is null || (TakesAny(request) && request.PayerCase != PayRequest.PayerOneofCase.PayCode),
            "wishes", "must not be set with source_coin, pay, quote or pay_code, which say which coins");
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
                return SourceOf(form, request);
            case PayRequest.HowMuchOneofCase.Money:
                CheckMoney(form, request.Money, settlementCurrency);
                return SourceOf(form, request);
            case PayRequest.HowMuchOneofCase.Quote:
                form.Uuid(request.Quote, QuoteNames.Prefix, "quote");
                form.Check(
                    request.SourceCoin.Length == 0, "source_coin", "must be empty with quote, which names the coins");
                return "";
            default:
                form.Check(false, "how_much", "must be one of pay, amount, money and quote");
                return "";
        }
    }

    /// <summary>Whether it is left open which of the member's coins are taken.</summary>
    public static bool TakesAny(PayRequest request) => request.SourceCoin.Length == 0
        && request.HowMuchCase is PayRequest.HowMuchOneofCase.Amount or PayRequest.HowMuchOneofCase.Money;

    /// <summary>The one coin to pay with; empty where any are taken: of a pay code, any that it is for.</summary>
    private static string SourceOf(Form form, PayRequest request)
    {
        if (request.SourceCoin.Length > 0)
            return form.Coin(request.SourceCoin, "source_coin");
        CheckWishes(form, request.Wishes);
        return "";
    }

    public static void CheckMoney(Form form, Money money, string settlementCurrency)
    {
        form.Check(money.Currency == settlementCurrency, "money.currency", $"must be {settlementCurrency}");
        form.Check(money.Units is >= 1 and <= Units.MaxCommand, "money.units", "must be 1 to 10^15");
    }

    public static void CheckWishes(Form form, CoinWishes? wishes)
    {
        CheckWishes(form, wishes?.ExcludedCoins ?? [], "wishes.excluded_coins");
        CheckWishes(form, wishes?.Order ?? [], "wishes.order");
    }

    private static void CheckWishes(Form form, RepeatedField<string> coins, string field)
    {
        form.Check(coins.Count <= MaxWishes, field, $"must be at most {MaxWishes}");
        form.Check(coins.Distinct(StringComparer.Ordinal).Count() == coins.Count, field, "must not name a coin twice");
        for (var i = 0; i < coins.Count && i < MaxWishes; i++)
            form.Coin(coins[i], $"{field}[{i}]");
    }

    /// <summary>
    /// With <c>amount</c> the coin is the merchant's own. A merchant that does not exist is refused later, for that.
    /// </summary>
    public static void CheckAmountCoin(CoinAmount? amount, DirectoryMerchant? merchant)
    {
        if (merchant is null || amount is null)
            return;
        var coin = ResourceNames.Coin(merchant.CoinId);
        var form = new Form();
        form.Check(amount.Coin == coin, "amount.coin", $"must be the merchant's coin, {coin}");
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

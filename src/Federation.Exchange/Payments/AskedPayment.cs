using Federation.Exchange.V1;

namespace Federation.Exchange;

/// <summary>
/// The payment that a quote or an authorization asks about, field by field: it is checked and planned as that payment
/// would be. A field that two requests share by name and is missing here fails <c>AskedPaymentTests</c>.
/// </summary>
internal static class AskedPayment
{
    public static PayRequest Of(CreateQuoteRequest request)
    {
        var payment = new PayRequest
        {
            RequestId = request.RequestId,
            Merchant = request.Merchant,
            SourceCoin = request.SourceCoin,
            Wishes = request.Wishes,
        };
        if (request.PayerCase == CreateQuoteRequest.PayerOneofCase.Member)
            payment.Member = request.Member;
        else if (request.PayerCase == CreateQuoteRequest.PayerOneofCase.PayCode)
            payment.PayCode = request.PayCode;
        switch (request.HowMuchCase)
        {
            case CreateQuoteRequest.HowMuchOneofCase.Pay:
                payment.Pay = request.Pay;
                break;
            case CreateQuoteRequest.HowMuchOneofCase.Amount:
                payment.Amount = request.Amount;
                break;
            case CreateQuoteRequest.HowMuchOneofCase.Money:
                payment.Money = request.Money;
                break;
        }
        return payment;
    }

    public static PayRequest Of(AuthorizeRequest request)
    {
        var payment = new PayRequest
        {
            RequestId = request.RequestId,
            Merchant = request.Merchant,
            SourceCoin = request.SourceCoin,
            ExternalReference = request.ExternalReference,
            Wishes = request.Wishes,
        };
        if (request.PayerCase == AuthorizeRequest.PayerOneofCase.Member)
            payment.Member = request.Member;
        else if (request.PayerCase == AuthorizeRequest.PayerOneofCase.PayCode)
            payment.PayCode = request.PayCode;
        switch (request.HowMuchCase)
        {
            case AuthorizeRequest.HowMuchOneofCase.Pay:
                payment.Pay = request.Pay;
                break;
            case AuthorizeRequest.HowMuchOneofCase.Amount:
                payment.Amount = request.Amount;
                break;
            case AuthorizeRequest.HowMuchOneofCase.Quote:
                payment.Quote = request.Quote;
                break;
            case AuthorizeRequest.HowMuchOneofCase.Money:
                payment.Money = request.Money;
                break;
        }
        return payment;
    }
}

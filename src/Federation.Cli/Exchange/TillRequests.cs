using Federation.Exchange.V1;

namespace Federation.Cli;

/// <summary>A payment as a quote or an authorization asks about it, field by field.</summary>
internal static class TillRequests
{
    public static CreateQuoteRequest QuoteOf(PayRequest payment)
    {
        var request = new CreateQuoteRequest
        {
            RequestId = payment.RequestId,
            Merchant = payment.Merchant,
            SourceCoin = payment.SourceCoin,
            Wishes = payment.Wishes,
        };
        if (payment.PayerCase == PayRequest.PayerOneofCase.Member)
            request.Member = payment.Member;
        else if (payment.PayerCase == PayRequest.PayerOneofCase.PayCode)
            request.PayCode = payment.PayCode;
        switch (payment.HowMuchCase)
        {
            case PayRequest.HowMuchOneofCase.Pay:
                request.Pay = payment.Pay;
                break;
            case PayRequest.HowMuchOneofCase.Amount:
                request.Amount = payment.Amount;
                break;
            case PayRequest.HowMuchOneofCase.Money:
                request.Money = payment.Money;
                break;
        }
        return request;
    }

    public static AuthorizeRequest AuthorizationOf(PayRequest payment)
    {
        var request = new AuthorizeRequest
        {
            RequestId = payment.RequestId,
            Merchant = payment.Merchant,
            SourceCoin = payment.SourceCoin,
            ExternalReference = payment.ExternalReference,
            Wishes = payment.Wishes,
        };
        if (payment.PayerCase == PayRequest.PayerOneofCase.Member)
            request.Member = payment.Member;
        else if (payment.PayerCase == PayRequest.PayerOneofCase.PayCode)
            request.PayCode = payment.PayCode;
        switch (payment.HowMuchCase)
        {
            case PayRequest.HowMuchOneofCase.Pay:
                request.Pay = payment.Pay;
                break;
            case PayRequest.HowMuchOneofCase.Amount:
                request.Amount = payment.Amount;
                break;
            case PayRequest.HowMuchOneofCase.Quote:
                request.Quote = payment.Quote;
                break;
            case PayRequest.HowMuchOneofCase.Money:
                request.Money = payment.Money;
                break;
        }
        return request;
    }
}

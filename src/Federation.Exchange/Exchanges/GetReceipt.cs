using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var id = form.Journal(request.Exchange, "exchange", ResourceNames.Exchanges);
        form.Check(request.LanguageCode is "" or ReceiptText.English or ReceiptText.Chinese, "language_code",
            $"must be {ReceiptText.Chinese} or {ReceiptText.English}");
        form.Done();
        var exchange = await ExchangeForAsync(caller, id, context);
        var coins = exchange.Receipt.Legs.SelectMany(l => new[] { l.Paid.Coin, l.Gives.Coin })
            .Select(name => CoinId.Parse(name).Value).ToList();
        var snapshot = await directory.WithAsync(d => coins.TrueForAll(d.Coins.ContainsKey), context.CancellationToken);
        var language = request.LanguageCode.Length == 0 ? ReceiptText.English : request.LanguageCode;
        return new GetReceiptResponse
        {
            Exchange = exchange,
            Text = ReceiptText.Of(exchange, snapshot, deployment.Value.SettlementMoney, language),
            LanguageCode = language,
        };
    }
}

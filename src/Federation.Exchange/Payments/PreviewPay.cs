using Federation.Exchange.V1;
using Federation.Hosting;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<PreviewPayResponse> PreviewPay(PreviewPayRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        form.Member(request.Member, "member");
        var till = form.Merchant(request.Merchant, "merchant");
        switch (request.HowMuchCase)
        {
            case PreviewPayRequest.HowMuchOneofCase.Amount:
                form.Amount(request.Amount, "amount");
                break;
            case PreviewPayRequest.HowMuchOneofCase.Money:
                PayForm.CheckMoney(form, request.Money, deployment.Value.SettlementCurrency);
                break;
            default:
                form.Check(false, "how_much", "must be one of amount and money");
                break;
        }
        PayForm.CheckWishes(form, request.Wishes);
        form.Done();

        var member = RequireSelf(caller, request.Member);
        var (snapshot, wallets, now) = await OwnWalletsAsync(caller, member, till, context);
        var merchant = snapshot.Merchants[till];
        PayForm.CheckAmountCoin(request.Amount, merchant);
        if ((Suspensions.Pay.Refuses(snapshot, merchant.PartnerId) ?? snapshot.Till(till.Partner, till.Merchant))
            is { } stopped)
            throw new RefusalException(stopped);
        var board = await BoardAtAsync(now, context.CancellationToken);
        if (Limits.NotOnBoard(board, merchant.CoinId) is { } missing)
            throw new RefusalException(missing);
        var target = request.Amount?.Units ?? PayPlan.UnitsFor(request.Money, board, merchant);
        var sources = PaymentSources.Agreed(snapshot, wallets, now, merchant, board).ToList();
        return new PayPreview(snapshot, board, merchant, target, sources)
            .Of(PaymentSources.WishesOf(request.Wishes));
    }
}

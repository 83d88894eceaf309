using Federation.Exchange.V1;
using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Federation.Exchange;

internal sealed partial class ExchangeService
{
    public override async Task<PreviewConvertResponse> PreviewConvert(
        PreviewConvertRequest request, ServerCallContext context)
    {
        var conversion = new ConvertRequest { Member = request.Member, OtherCoin = request.OtherCoin };
        if (request.HowMuchCase == PreviewConvertRequest.HowMuchOneofCase.Pay)
            conversion.Pay = request.Pay;
        else if (request.HowMuchCase == PreviewConvertRequest.HowMuchOneofCase.Amount)
            conversion.Amount = request.Amount;
        var (plan, now) = await PlanConversionAsync(new Form(), conversion, context);
        var detail = plan.OrThrow().Detail;
        var member = RequireSelf(Caller.Of(context), request.Member);
        var wallets = await posting.GetMemberWalletsAsync(
            new GetMemberWalletsRequest { MemberId = member.ToString() }, context.Onward());
        if (OwnWallets.Refuses(wallets, detail.Paid) is { } refusal)
            throw new RefusalException(refusal);
        _ = BoardNames.TryRead(detail.Board, out var board);
        return new PreviewConvertResponse
        {
            Detail = detail,
            Receipt = Receipts.Of(detail),
            UndoUntilTime = (await UndoUntilAsync(board, now, context.CancellationToken)).ToTimestamp(),
        };
    }
}

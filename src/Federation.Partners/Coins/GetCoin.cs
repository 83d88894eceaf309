using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Partners.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class CoinService
{
    public override async Task<GetCoinResponse> GetCoin(GetCoinRequest request, ServerCallContext context)
    {
        var form = new Form();
        var id = form.Coin(request.Name, "name");
        form.Done();
        var coin = await db.Coins.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, context.CancellationToken)
            ?? throw new RefusalException(Refusal.NotFound(ErrorReason.CoinNotFound, request.Name));
        return new GetCoinResponse { Coin = coin.ToCoin() };
    }
}

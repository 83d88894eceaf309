using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Partners.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class CoinService
{
    public override async Task<UpdateCoinResponse> UpdateCoin(UpdateCoinRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var id = form.Coin(request.Name, "name");
        CoinForm.Check(form, request);
        form.Done();
        var cancel = context.CancellationToken;
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
            {
                await db.BumpDirectoryAsync(cancel);
                var coin = await db.Coins.SingleOrDefaultAsync(c => c.Id == id, cancel)
                    ?? throw new RefusalException(Refusal.NotFound(ErrorReason.CoinNotFound, request.Name));
                caller.RequireOwnOrAdmin(coin.PartnerId, request.Name);
                await db.RequirePartnerAsync(coin.PartnerId, caller, cancel);
                await ChangeAsync(coin, request, cancel);
                return new UpdateCoinResponse { Coin = coin.ToCoin() };
            },
            cancel);
    }

    private async Task ChangeAsync(CoinRow coin, UpdateCoinRequest request, CancellationToken cancel)
    {
        if (request.Expiry is not null || request.NeverExpires)
        {
            RequireOwnEnds(coin);
            coin.Expiry = request.Expiry?.ToByteArray();
        }
        if (request.GiftLimit is not null)
            coin.GiftLimit = CoinRow.Kept(request.GiftLimit);
        if (request.DisplayCode.Length == 0)
            return;
        var (id, code) = (coin.Id, request.DisplayCode);
        if (await db.Coins.AsNoTracking().AnyAsync(c => c.DisplayCode == code && c.Id != id, cancel))
            throw new RefusalException(
                ErrorReason.AlreadyExists, $"The display code {request.DisplayCode} is another coin's.");
        coin.DisplayCode = request.DisplayCode;
    }

    /// <summary>Coins that live by the member's activity have no end of their own that they could keep.</summary>
    private static void RequireOwnEnds(CoinRow coin)
    {
        var form = new Form();
        form.Check(
            coin.Expiry is null
                || ExpiryRule.Parser.ParseFrom(coin.Expiry).RuleCase != ExpiryRule.RuleOneofCase.DaysAfterActivity,
            "expiry",
                "cannot be changed: coins issued so far live by the member's activity and have no end of their own");
        form.Done();
    }
}

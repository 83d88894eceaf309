using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Partners.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class CoinService
{
    public override async Task<DefineCoinResponse> DefineCoin(DefineCoinRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var partner = form.Partner(request.Partner, "partner");
        if (partner.Length > 0)
            caller.RequireOwnOrAdmin(partner, request.Partner);
        CoinForm.Check(form, request);
        form.Done();
        var cancel = context.CancellationToken;
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
            {
                await db.BumpDirectoryAsync(cancel);
                await db.RequirePartnerAsync(partner, caller, cancel);
                return new DefineCoinResponse { Coin = await AddAsync(request, partner, cancel) };
            },
            cancel);
    }

    private async Task<Coin> AddAsync(DefineCoinRequest request, string partner, CancellationToken cancel)
    {
        var taken = await db.Coins.AsNoTracking()
            .FirstOrDefaultAsync(c => c.Id == request.CoinId || c.DisplayCode == request.DisplayCode, cancel);
        if (taken is not null)
            throw new RefusalException(ErrorReason.AlreadyExists, taken.Id == request.CoinId
                ? $"{ResourceNames.Coin(request.CoinId)} exists already."
                : $"The display code {request.DisplayCode} is another coin's.");
        var coin = new CoinRow
        {
            Id = request.CoinId,
            PartnerId = partner,
            DisplayCode = request.DisplayCode,
            Scale = request.Scale,
            DisplayName = request.DisplayName,
            DisplayNameZh = request.DisplayNameZh,
            Expiry = request.Expiry is { RuleCase: not ExpiryRule.RuleOneofCase.None }
                ? request.Expiry.ToByteArray()
                : null,
            RestoreGraceDays = request.RestoreGraceDays,
            GiftLimit = CoinRow.Kept(request.GiftLimit),
            CreateTime = time.UtcNow(),
        };
        db.Coins.Add(coin);
        return coin.ToCoin();
    }
}

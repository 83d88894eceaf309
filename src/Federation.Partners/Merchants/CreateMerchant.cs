using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Partners.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class MerchantService
{
    public override async Task<CreateMerchantResponse> CreateMerchant(
        CreateMerchantRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var partner = form.Partner(request.Parent, "parent");
        if (partner.Length > 0)
            caller.RequireOwnOrAdmin(partner, request.Parent);
        form.Id(request.MerchantId, "merchant_id");
        form.Text(request.DisplayName, "display_name", 1, 100);
        var coin = form.Coin(request.Coin, "coin");
        form.Done();
        var cancel = context.CancellationToken;
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
            {
                await db.BumpDirectoryAsync(cancel);
                await db.RequirePartnerAsync(partner, caller, cancel);
                await RequireCoinAsync(partner, coin, cancel);
                return new CreateMerchantResponse { Merchant = await AddAsync(request, partner, coin, cancel) };
            },
            cancel);
    }

    private async Task RequireCoinAsync(string partner, string coin, CancellationToken cancel)
    {
        var issuer = await db.Coins.Where(c => c.Id == coin).Select(c => c.PartnerId).SingleOrDefaultAsync(cancel)
            ?? throw new RefusalException(Refusal.NotFound(ErrorReason.CoinNotFound, ResourceNames.Coin(coin)));
        if (issuer != partner)
            throw new RefusalException(
                ErrorReason.NotYours, $"{ResourceNames.Coin(coin)} is not a coin of {ResourceNames.Partner(partner)}.");
    }

    private async Task<Merchant> AddAsync(
        CreateMerchantRequest request, string partner, string coin, CancellationToken cancel)
    {
        if (await db.Merchants.AnyAsync(m => m.PartnerId == partner && m.Id == request.MerchantId, cancel))
            throw new RefusalException(
                ErrorReason.AlreadyExists, $"{ResourceNames.Merchant(partner, request.MerchantId)} exists already.");
        var merchant = new MerchantRow
        {
            PartnerId = partner,
            Id = request.MerchantId,
            DisplayName = request.DisplayName,
            CoinId = coin,
            CreateTime = time.UtcNow(),
        };
        db.Merchants.Add(merchant);
        return merchant.ToMerchant();
    }
}

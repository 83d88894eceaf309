using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Partners.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class MerchantService
{
    public override async Task<UpdateMerchantResponse> UpdateMerchant(
        UpdateMerchantRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var (partner, id) = form.Merchant(request.Name, "name");
        if (partner.Length > 0)
            caller.RequireOwnOrAdmin(partner, request.Name);
        form.Text(request.DisplayName, "display_name", 0, 100);
        form.Done();
        var cancel = context.CancellationToken;
        return await db.RunOnceAsync(
            IdempotentCommand.Of(caller, requestId, context.Method, request, time),
            async () =>
            {
                await db.BumpDirectoryAsync(cancel);
                var merchant = await db.Merchants.SingleOrDefaultAsync(
                    m => m.PartnerId == partner && m.Id == id, cancel)
                    ?? throw new RefusalException(Refusal.NotFound(ErrorReason.MerchantNotFound, request.Name));
                await db.RequirePartnerAsync(partner, caller, cancel);
                if (request.DisplayName.Length > 0)
                    merchant.DisplayName = request.DisplayName;
                if (request.HasClosed)
                    merchant.CloseTime = request.Closed ? merchant.CloseTime ?? time.UtcNow() : null;
                return new UpdateMerchantResponse { Merchant = merchant.ToMerchant() };
            },
            cancel);
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Partners.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class MerchantService
{
    public override async Task<GetMerchantResponse> GetMerchant(GetMerchantRequest request, ServerCallContext context)
    {
        var form = new Form();
        var (partner, id) = form.Merchant(request.Name, "name");
        form.Done();
        var merchant = await db.Merchants.AsNoTracking()
            .SingleOrDefaultAsync(m => m.PartnerId == partner && m.Id == id, context.CancellationToken)
            ?? throw new RefusalException(Refusal.NotFound(ErrorReason.MerchantNotFound, request.Name));
        return new GetMerchantResponse { Merchant = merchant.ToMerchant() };
    }
}

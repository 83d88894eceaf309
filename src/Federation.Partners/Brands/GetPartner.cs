using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Partners.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class PartnerService
{
    public override async Task<GetPartnerResponse> GetPartner(GetPartnerRequest request, ServerCallContext context)
    {
        var form = new Form();
        var id = form.Partner(request.Name, "name");
        form.Done();
        var partner = await db.Partners.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, context.CancellationToken)
            ?? throw new RefusalException(Refusal.NotFound(ErrorReason.PartnerNotFound, request.Name));
        return new GetPartnerResponse { Partner = partner.ToPartner() };
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Messages.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<GetDeliveryResponse> GetDelivery(GetDeliveryRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var id = form.OwnDelivery(caller, request.Name);
        form.Done();

        var partner = caller.RequirePartner();
        var row = await db.Deliveries.AsNoTracking().Include(d => d.Message)
            .SingleOrDefaultAsync(d => d.Id == id && d.PartnerId == partner, context.CancellationToken)
            ?? throw new RefusalException(Refusal.NotFound(ErrorReason.DeliveryNotFound, request.Name));
        return new GetDeliveryResponse { Delivery = Shown(row, whole: true) };
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Messages.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<ReportDeliveryResponse> ReportDelivery(
        ReportDeliveryRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        form.Check(
            request.Level is EvidenceLevel.Delivered or EvidenceLevel.Read, "level", "must be DELIVERED or READ");
        var now = time.UtcNow();
        var at = form.Moment(request.Time, "time") ?? now;
        form.Check(at <= now, "time", "must not be in the future");
        var id = form.OwnDelivery(caller, request.Name);
        form.Done();

        var (cancel, partner) = (context.CancellationToken, caller.RequirePartner());
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var row = await db.Deliveries.SingleOrDefaultAsync(d => d.Id == id && d.PartnerId == partner, cancel);
            if (row is null || !ChannelPlan.IsGateway(row.Channel))
                throw new RefusalException(Refusal.NotFound(ErrorReason.DeliveryNotFound, request.Name));
            // It was not sent before it was made, whatever the gateway's clock says.
            var when = at < row.CreateTime ? row.CreateTime : at;
            if (request.Level == EvidenceLevel.Delivered)
                row.DeliverTime ??= when;
            else
                row.ReadTime ??= when;
            return new ReportDeliveryResponse { Evidence = { EvidenceOf(row) } };
        }, cancel);
    }
}

using Federation.Hosting;
using Federation.Messages.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<ListMessageGatewaysResponse> ListMessageGateways(
        ListMessageGatewaysRequest request, ServerCallContext context)
    {
        var form = new Form();
        var partner = OwnPartner(form, Caller.Of(context), request.Parent);
        form.Done();

        var rows = await db.Gateways.AsNoTracking().Where(g => g.PartnerId == partner).OrderBy(g => g.Channel)
            .ToListAsync(context.CancellationToken);
        return new ListMessageGatewaysResponse { Gateways = { rows.Select(Shown) } };
    }
}

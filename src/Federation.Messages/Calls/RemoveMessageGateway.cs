using Federation.Hosting;
using Federation.Messages.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Messages;

internal sealed partial class MessageService
{
    public override async Task<RemoveMessageGatewayResponse> RemoveMessageGateway(
        RemoveMessageGatewayRequest request, ServerCallContext context)
    {
        var (form, caller) = (new Form(), Caller.Of(context));
        var requestId = form.RequestId(request.RequestId);
        var channel = form.OwnGateway(caller, request.Name);
        form.Done();

        var (cancel, partner) = (context.CancellationToken, caller.RequirePartner());
        return await db.RunOnceAsync(IdempotentCommand.Of(caller, requestId, context.Method, request, time), async () =>
        {
            var gone = await db.Gateways.Where(g => g.PartnerId == partner && g.Channel == channel)
                .ExecuteDeleteAsync(cancel);
            return gone == 1 ? new RemoveMessageGatewayResponse() : throw NoGateway(request.Name);
        }, cancel);
    }
}

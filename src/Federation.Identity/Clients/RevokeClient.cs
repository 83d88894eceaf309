using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Grpc.Core;

namespace Federation.Identity;

internal sealed partial class ClientService
{
    public override async Task<RevokeClientResponse> RevokeClient(
        RevokeClientRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = ClientForm.Check(form, request.Head);
        form.Done();
        var cancel = context.CancellationToken;
        var response = await OnceAsync(request.Head, requestId, request.Owner, context, async principal =>
        {
            var client = await clients.RequireAsync(request.ClientId, request.Owner, cancel);
            await clients.RevokeAsync(client, principal.Name, cancel);
            return new RevokeClientResponse { Client = client.ToClient() };
        });
        await seen.RefreshAsync(cancel);
        return response;
    }
}

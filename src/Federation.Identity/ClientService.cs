using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

/// <summary>The clients behind the credentials. Modules only; the partners module decides who may ask.</summary>
internal sealed class ClientService(OAuthClients clients, IdentityDb db) : Internal.V1.ClientService.ClientServiceBase
{
    private const int MaxListed = 1000;

    public override async Task<CreateClientResponse> CreateClient(
        CreateClientRequest request, ServerCallContext context)
    {
        var form = new Form();
        ClientForm.Check(form, request.Client);
        ClientForm.CheckSecret(form, request.ClientSecret);
        form.Done();
        var client = await clients.CreateAsync(request.Client, request.ClientSecret, context.CancellationToken);
        return new CreateClientResponse { Client = client.ToClient() };
    }

    public override async Task<ListClientsResponse> ListClients(ListClientsRequest request, ServerCallContext context)
    {
        var rows = await db.Clients.AsNoTracking().Where(c => c.Owner == request.Owner)
            .OrderBy(c => c.CreateTime).ThenBy(c => c.ClientId).Take(MaxListed)
            .ToListAsync(context.CancellationToken);
        return new ListClientsResponse { Clients = { rows.Select(c => c.ToClient()) } };
    }

    public override async Task<SetClientSecretResponse> SetClientSecret(
        SetClientSecretRequest request, ServerCallContext context)
    {
        var form = new Form();
        ClientForm.CheckSecret(form, request.ClientSecret);
        form.Done();
        var client = await clients.SetSecretAsync(
            request.ClientId, request.Owner, request.ClientSecret, context.CancellationToken);
        return new SetClientSecretResponse { Client = client.ToClient() };
    }

    public override async Task<RevokeClientResponse> RevokeClient(
        RevokeClientRequest request, ServerCallContext context)
    {
        var client = await clients.RevokeAsync(request.ClientId, request.Owner, context.CancellationToken);
        return new RevokeClientResponse { Client = client.ToClient() };
    }
}

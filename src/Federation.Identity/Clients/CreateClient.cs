using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

internal sealed partial class ClientService
{
    public override async Task<CreateClientResponse> CreateClient(
        CreateClientRequest request, ServerCallContext context)
    {
        var form = new Form();
        var requestId = ClientForm.Check(form, request.Head);
        ClientForm.Check(form, request.Client);
        form.Check(
            request.Ground is ClientGround.Own or ClientGround.First or ClientGround.Proposal, "ground",
            "must be one of the grounds");
        form.Check(
            request.Client?.Owner != ClientForm.Alliance || request.Ground == ClientGround.Proposal, "ground",
            "must be a proposal for the alliance");
        form.Done();
        var client = request.Client!;
        var cancel = context.CancellationToken;
        return await OnceAsync(
            request.Head, requestId, client.Owner, context,
            async principal =>
            {
                var hadClients = await db.Clients.AnyAsync(c => c.Owner == client.Owner, cancel);
                await RequireGroundAsync(request.Ground, client, hadClients, cancel);
                await RequireRoomAsync(client.Owner, cancel);
                return await CreateAsync(client, request.Ground, principal, hadClients, cancel);
            },
            recorded: response => new CreateClientResponse { Client = response.Client });
    }

    private async Task<CreateClientResponse> CreateAsync(
        Client client, ClientGround ground, Principal creator, bool hadClients, CancellationToken cancel)
    {
        var pending = ground == ClientGround.Proposal;
        var recovery = pending && hadClients && client.Owner != ClientForm.Alliance;
        var row = clients.NewClient(client, pending, creator.Name, recovery);
        var secret = OAuthClients.NewSecret();
        await clients.AddAsync(row, pending ? secret + halves.SecondOf(row) : secret, cancel);
        return new CreateClientResponse { Client = row.ToClient(), ClientSecret = secret };
    }

    private async Task RequireGroundAsync(
        ClientGround ground, Client client, bool hadClients, CancellationToken cancel)
    {
        if (await clients.FindAsync(client.ClientId, cancel) is not null)
            throw new RefusalException(
                ErrorReason.AlreadyExists,
                $"The credential {client.ClientId} exists already; revoke it if its secret was lost, and create "
                + $"another.");
        if (ground == ClientGround.First && hadClients)
            throw new RefusalException(
                ErrorReason.ProposalNeeded,
                $"{client.Owner} has had credentials: it makes further ones itself. If it has lost them, revoke them "
                + $"and "
                + "propose a new one, which another person of the alliance must approve.");
        if (ground == ClientGround.Proposal && client.Owner != ClientForm.Alliance)
            await RequireNoAdminAsync(client.Owner, cancel);
    }

    private async Task RequireRoomAsync(string owner, CancellationToken cancel)
    {
        var maximum = options.Value.MaxCredentialsPerOwner;
        if (await db.Clients.CountAsync(c => c.Owner == owner && !c.Revoked, cancel) >= maximum)
            throw new RefusalException(new Refusal(
                ErrorReason.CredentialsExhausted,
                $"{owner} has {maximum} credentials that are not revoked, and may not have more; revoke those that are "
                + $"not used.")
                .With("maximum", maximum));
    }
}

using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class CredentialService
{
    public override async Task<RevokeCredentialResponse> RevokeCredential(
        RevokeCredentialRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var requestId = form.RequestId(request.RequestId);
        var (owner, clientId) = ReadName(request.Name, o => o.RequireFor(caller), form);
        form.Done();
        var revoked = await identity.RevokeClientAsync(
            new RevokeClientRequest
            {
                Head = HeadOf(requestId, request, context),
                ClientId = clientId,
                Owner = owner.Name,
            },
            context.Onward());
        // Also when it is a replay: the first attempt may have ended between the two modules.
        await TellAsync(clientId, context.CancellationToken);
        if (!revoked.Replayed)
            Log.CredentialRevoked(logger, caller.Principal, caller.ClientId, clientId, owner.Name);
        return new RevokeCredentialResponse
        {
            Credential = ToCredential(revoked.Client, owner),
            Replayed = revoked.Replayed,
        };
    }

    /// <summary>Lets the directory tell every process that the client's tokens are refused from now on.</summary>
    private async Task TellAsync(string clientId, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.BumpDirectoryAsync(cancel);
        if (await db.RevokedClients.AnyAsync(c => c.ClientId == clientId, cancel))
            return;
        db.RevokedClients.Add(new RevokedClient { ClientId = clientId, Time = time.UtcNow() });
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}

using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class CredentialService
{
    public override async Task<ListCredentialsResponse> ListCredentials(
        ListCredentialsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        var known = CredentialOwner.TryRead(request.Parent, out var owner);
        form.Check(known, "parent", "must be partners/{id} or alliance");
        if (known)
            owner.RequireFor(caller);
        form.Done();
        var query = $"{context.Method}|{caller.Principal}|{owner.Name}";
        var start = tokens.Read(query, request.PageToken);
        if (owner.PartnerId is { } partner
            && !await db.Partners.AnyAsync(p => p.Id == partner, context.CancellationToken))
            throw new RefusalException(Refusal.NotFound(ErrorReason.PartnerNotFound, request.Parent));
        var clients =
            (await identity.ListClientsAsync(new ListClientsRequest { Owner = owner.Name }, context.Onward())).Clients;
        // Clients are never removed, so the one that ended the page before is still there.
        var rest = start is null ? [.. clients] : clients.SkipWhile(c => c.ClientId != start).Skip(1).ToList();
        return new ListCredentialsResponse
        {
            Credentials = { rest.Take(size).Select(c => ToCredential(c, owner)) },
            NextPageToken = rest.Count > size ? tokens.Write(query, rest[size - 1].ClientId) : "",
        };
    }
}

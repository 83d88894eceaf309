using System.Globalization;
using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;
using Google.Protobuf.WellKnownTypes;
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
            owner.RequireVisibleTo(caller);
        form.Done();
        var query = $"{context.Method}|{caller.Principal}|{owner.Name}";
        var start = tokens.Read(query, request.PageToken);
        if (owner.PartnerId is { } partner
            && !await db.Partners.AnyAsync(p => p.Id == partner, context.CancellationToken))
            throw new RefusalException(Refusal.NotFound(ErrorReason.PartnerNotFound, request.Parent));
        var page = await identity.ListClientsAsync(
            new ListClientsRequest { Owner = owner.Name, Limit = size, After = start is null ? null : Position(start) },
            context.Onward());
        return new ListCredentialsResponse
        {
            Credentials = { page.Clients.Select(c => ToCredential(c, owner)) },
            NextPageToken = page.More ? tokens.Write(query, Position(page.Clients[^1])) : "",
        };
    }

    private static string Position(Client client) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Moments.ToMicroseconds(client.CreateTime.ToDateTimeOffset())} {client.ClientId}");

    private static Client Position(string written)
    {
        var parts = written.Split(' ');
        var time = Moments.FromMicroseconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
        return new Client { ClientId = parts[1], CreateTime = Timestamp.FromDateTimeOffset(time) };
    }
}

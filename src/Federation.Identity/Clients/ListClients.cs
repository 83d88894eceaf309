using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Identity;

internal sealed partial class ClientService
{
    private const int MaxListed = 1000;

    public override async Task<ListClientsResponse> ListClients(ListClientsRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Check(request.Limit is >= 1 and <= MaxListed, "limit", $"must be 1 to {MaxListed}");
        form.Check(request.After is not { CreateTime: null }, "after.create_time", "is required");
        form.Done();
        var some = db.Clients.AsNoTracking().Where(c => c.Owner == request.Owner);
        if (request.After is { } after)
        {
            // Neither of the two ever changes, so a page begins where the one before ended, whatever was added
            // meanwhile.
            var (time, id) = (after.CreateTime!.ToDateTimeOffset(), after.ClientId);
#pragma warning disable CA1309 // The database compares, and orders, by its own rule.
            some = some.Where(c =>
                c.CreateTime > time || (c.CreateTime == time && string.Compare(c.ClientId, id) > 0));
#pragma warning restore CA1309
        }
        var rows = await some.OrderBy(c => c.CreateTime).ThenBy(c => c.ClientId).Take(request.Limit + 1)
            .ToListAsync(context.CancellationToken);
        return new ListClientsResponse
        {
            Clients = { rows.Take(request.Limit).Select(c => c.ToClient()) },
            More = rows.Count > request.Limit,
        };
    }
}

using Federation.Hosting;
using Federation.Rewards.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

internal sealed partial class DrawService
{
    public override async Task<ListDrawsResponse> ListDraws(ListDrawsRequest request, ServerCallContext context)
    {
        var (form, caller, cancel) = (new Form(), Caller.Of(context), context.CancellationToken);
        var size = form.PageSize(request.PageSize);
        var partner = form.Partner(request.Parent, "parent");
        form.Done();
        caller.RequireProven(partner, request.Parent);
        if (caller.Member is null)
            caller.RequireOwnOrAdmin(partner, request.Parent);
        var query = $"{context.Method} {caller.Principal} {partner}";
        var start = pages.Read(query, request.PageToken) ?? "";
#pragma warning disable CA1309 // The database compares, and orders, by its own rule.
        var found = await db.Draws.AsNoTracking()
            .Where(d => d.PartnerId == partner && string.Compare(d.Id, start) > 0)
#pragma warning restore CA1309
            .OrderBy(d => d.Id).Take(size + 1).ToListAsync(cancel);
        return new ListDrawsResponse
        {
            Draws = { await ShownAsync([.. found.Take(size)], caller, cancel) },
            NextPageToken = found.Count > size ? pages.Write(query, found[size - 1].Id) : "",
        };
    }
}

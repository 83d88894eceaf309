using Federation.Hosting;
using Federation.Partners.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class PartnerService
{
    public override async Task<ListPartnersResponse> ListPartners(
        ListPartnersRequest request, ServerCallContext context)
    {
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        form.Done();
        var query = $"{context.Method}|{Caller.Of(context).Principal}";
        var start = tokens.Read(query, request.PageToken) ?? "";
        var rows = await db.Partners.AsNoTracking()
#pragma warning disable CA1309 // The database compares, and orders, by its own rule.
            .Where(p => string.Compare(p.Id, start) > 0).OrderBy(p => p.Id).Take(size + 1)
#pragma warning restore CA1309
            .ToListAsync(context.CancellationToken);
        return new ListPartnersResponse
        {
            Partners = { rows.Take(size).Select(p => p.ToPartner()) },
            NextPageToken = rows.Count > size ? tokens.Write(query, rows[size - 1].Id) : "",
        };
    }
}

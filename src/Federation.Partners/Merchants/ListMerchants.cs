using Federation.Errors.V1;
using Federation.Hosting;
using Federation.Partners.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class MerchantService
{
    public override async Task<ListMerchantsResponse> ListMerchants(
        ListMerchantsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        var partner = form.Partner(request.Parent, "parent");
        form.Done();
        var query = $"{context.Method}|{Caller.Of(context).Principal}|{partner}";
        var start = tokens.Read(query, request.PageToken) ?? "";
        var cancel = context.CancellationToken;
        if (!await db.Partners.AnyAsync(p => p.Id == partner, cancel))
            throw new RefusalException(Refusal.NotFound(ErrorReason.PartnerNotFound, request.Parent));
        var rows = await db.Merchants.AsNoTracking()
#pragma warning disable CA1309 // The database compares, and orders, by its own rule.
            .Where(m => m.PartnerId == partner && string.Compare(m.Id, start) > 0)
#pragma warning restore CA1309
            .OrderBy(m => m.Id).Take(size + 1)
            .ToListAsync(cancel);
        return new ListMerchantsResponse
        {
            Merchants = { rows.Take(size).Select(m => m.ToMerchant()) },
            NextPageToken = rows.Count > size ? tokens.Write(query, rows[size - 1].Id) : "",
        };
    }
}

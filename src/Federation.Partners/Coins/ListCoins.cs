using Federation.Hosting;
using Federation.Partners.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Partners;

internal sealed partial class CoinService
{
    public override async Task<ListCoinsResponse> ListCoins(ListCoinsRequest request, ServerCallContext context)
    {
        var form = new Form();
        var size = form.PageSize(request.PageSize);
        var partner = request.Partner.Length == 0 ? "" : form.Partner(request.Partner, "partner");
        form.Done();
        var query = $"{context.Method}|{Caller.Of(context).Principal}|{partner}";
        var start = tokens.Read(query, request.PageToken) ?? "";
        var rows = await db.Coins.AsNoTracking()
#pragma warning disable CA1309 // The database compares, and orders, by its own rule.
            .Where(c => (partner == "" || c.PartnerId == partner) && string.Compare(c.Id, start) > 0)
#pragma warning restore CA1309
            .OrderBy(c => c.Id).Take(size + 1)
            .ToListAsync(context.CancellationToken);
        return new ListCoinsResponse
        {
            Coins = { rows.Take(size).Select(c => c.ToCoin()) },
            NextPageToken = rows.Count > size ? tokens.Write(query, rows[size - 1].Id) : "",
        };
    }
}

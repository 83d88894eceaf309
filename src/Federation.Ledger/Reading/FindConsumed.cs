using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    private const int MaxConsumedKeys = 500;

    public override async Task<FindConsumedResponse> FindConsumed(
        FindConsumedRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Check(request.Keys.Count is >= 1 and <= MaxConsumedKeys, "keys", $"must be 1 to {MaxConsumedKeys}");
        form.Done();
        var keys = request.Keys.ToList();
        var found = await db.Consumed.AsNoTracking().Where(c => keys.Contains(c.Key))
            .Join(db.Outcomes, c => c.JournalId, o => o.Id, (c, o) => new { c.Key, c.JournalId, o.Kind })
            .ToListAsync(context.CancellationToken);
        var response = new FindConsumedResponse();
        response.Consumed.AddRange(found.Select(f => new ConsumedKey
        {
            Key = f.Key,
            Journal = new JournalId(f.JournalId).Name,
            Kind = f.Kind,
        }));
        return response;
    }
}

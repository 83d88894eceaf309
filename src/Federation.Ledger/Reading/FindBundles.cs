using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    private const int MaxKeys = 128;

    public override async Task<FindBundlesResponse> FindBundles(FindBundlesRequest request, ServerCallContext context)
    {
        if (!ModuleAccounts.MayBundle(Caller.Of(context).Module))
            throw new RefusalException(ModuleAccounts.NotAllowed(Caller.Of(context).Module, "read bundles"));
        var form = new Form();
        form.Check(request.Keys.Count is >= 1 and <= MaxKeys, "keys", $"must be 1 to {MaxKeys}");
        form.Done();
        var cancel = context.CancellationToken;
        var keys = request.Keys.ToList();
        await using var snapshot = await db.BeginSnapshotAsync(cancel);
        var heads = await db.Consumed.AsNoTracking().Where(c => keys.Contains(c.Key))
            .ToDictionaryAsync(c => c.Key, c => c.JournalId, StringComparer.Ordinal, cancel);
        var ids = heads.Values.ToList();
        var rows = await db.Outcomes.AsNoTracking()
            .Where(o => o.Refused == null
                && (ids.Contains(o.Id) || (o.Bundle != null && ids.Contains(o.Bundle.Value))))
            .ToListAsync(cancel);
        var journals = (await db.CompleteAsync(rows, cancel)).Values.Select(o => o.RequireJournal()).ToList();
        var parts = journals.Where(j => j.Bundle is not null).ToLookup(j => j.Bundle!.Value.Value);
        var byId = journals.ToDictionary(j => j.Id.Value);
        var response = new FindBundlesResponse();
        response.Bundles.AddRange(keys.Where(heads.ContainsKey).Select(key => new PostedBundle
        {
            Key = key,
            Journal = byId[heads[key]].ToJournal(JournalNames.InternalName),
            Parts =
            {
                parts[heads[key]].OrderBy(j => j.Id.ToString(), StringComparer.Ordinal)
                    .Select(j => j.ToJournal(JournalNames.InternalName)),
            },
        }));
        return response;
    }
}

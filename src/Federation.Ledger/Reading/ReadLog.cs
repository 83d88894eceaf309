using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Ledger;

internal sealed partial class PostingService
{
    private const int MaxGroups = 1000;

    /// <summary>After so many outcomes a stretch ends, so that an answer stays well below the largest
    /// message.</summary>
    private const int MaxOutcomes = 5000;

    public override async Task<ReadLogResponse> ReadLog(ReadLogRequest request, ServerCallContext context)
    {
        var form = new Form();
        form.Check(request.AfterGroupNumber >= 0, "after_group_number", "must not be negative");
        form.Check(request.Limit is >= 1 and <= MaxGroups, "limit", $"must be 1 to {MaxGroups}");
        form.Check(request.Kind == JournalKind.Exchange, "kind", "must be JOURNAL_KIND_EXCHANGE");
        form.Done();
        var module = Caller.Of(context).Module;
        if (!ModuleAccounts.MayPost(module))
            throw new RefusalException(ModuleAccounts.NotAllowed(module, "follow what it cannot post"));
        // One more than asked for tells whether there is more. Numbers are in the order of commits and have no gaps, so
        // what is read is whole and stays as it is; negative ones are tombstones.
        var groups = await db.Groups.AsNoTracking().Where(g => g.Number > request.AfterGroupNumber)
            .OrderBy(g => g.Number)
            .Take(request.Limit + 1).Select(g => new LoggedGroup(g.Number, g.Id, g.Outcomes))
                .ToListAsync(context.CancellationToken);
        var covered = LoggedGroup.Stretch(groups, request.Limit, MaxOutcomes);
        var response = new ReadLogResponse
        {
            LastGroupNumber = covered.Count == 0 ? request.AfterGroupNumber : covered[^1].Number,
            More = groups.Count > covered.Count,
        };
        foreach (var chunk in covered.SelectMany(g => g.OutcomeIds()).Chunk(LedgerService.IdsPerQuery))
            response.Journals.AddRange(await JournalsAsync(chunk, request, context.CancellationToken));
        return response;
    }

    /// <summary>Of these outcomes the journals of a kind, and what undid journals of the kind, in order.</summary>
    private async Task<IEnumerable<Journal>> JournalsAsync(Guid[] ids, ReadLogRequest request, CancellationToken cancel)
    {
        var kind = request.Kind;
        var rows = await db.Outcomes.AsNoTracking().Where(o => ids.Contains(o.Id) && o.Refused == null
            && (o.Kind == kind || o.Kind == JournalKind.Refund || o.Kind == JournalKind.Reverse)).ToListAsync(cancel);
        var corrected = rows.Where(o => o.Kind != kind).Select(o => o.Corrects).OfType<Guid>().Distinct().ToList();
        var ofKind = corrected.Count == 0 ? [] : (await db.Outcomes.AsNoTracking()
            .Where(o => corrected.Contains(o.Id) && o.Kind == kind).Select(o => o.Id).ToListAsync(cancel)).ToHashSet();
        rows.RemoveAll(o => o.Kind != kind && !ofKind.Contains(o.Corrects ?? Guid.Empty));
        var completed = await db.CompleteAsync(rows, cancel, request.EntryKinds);
        return ids.Where(completed.ContainsKey)
            .Select(id => completed[id].Journal!.ToJournal(JournalNames.InternalName));
    }
}

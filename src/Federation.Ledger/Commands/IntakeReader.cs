using Federation.Hosting;
using Federation.Ledger.V1;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Federation.Ledger;

/// <summary>Reads what commands are checked against before the books decide.</summary>
internal sealed class IntakeReader(
    PartnerDirectory directory, MemberNames names, IOptions<DeploymentOptions> deployment, TimeProvider time)
{
    /// <summary>All that these commands are checked against before the books decide: read once for all of them, and
    /// from the database only where one names a journal.</summary>
    /// <param name="db">The books.</param>
    /// <param name="heads">The commands.</param>
    /// <param name="caller">Who sends them.</param>
    /// <param name="context">The call.</param>
    public async Task<Intake> ReadAsync(
        LedgerDb db, IReadOnlyList<CommandHead> heads, Caller caller, ServerCallContext context)
    {
        var cancel = context.CancellationToken;
        var originals = await OriginalsAsync(db, heads, cancel);
        var undone = heads.Where(h => h.Undoes).Select(h => h.Original).OfType<JournalId>().Where(originals.ContainsKey)
            .Distinct().ToList();
        var earnings = await db.EarningsOnAsync(undone, cancel);
        var coins = heads.Select(h => h.CoinId).OfType<string>().Concat(originals.Values.SelectMany(j => j.Coins()))
            .Distinct().ToList();
        var tills = heads.Select(h => h.Till ?? TillOf(h, originals)).OfType<(string, string)>().Distinct().ToList();
        // What is refused by this answer is remembered for good.
        var snapshot = await directory.WithAsync(
            s => coins.TrueForAll(s.Coins.ContainsKey) && tills.TrueForAll(s.IsOpen)
                && !(caller.PartnerId is { } partner && s.IsSuspended(partner)), cancel);
        var deadline = new DateTimeOffset(RequestGuard.DeadlineOf(context, deployment.Value, time), TimeSpan.Zero);
        return new Intake(caller, snapshot, originals, earnings, names, deadline, time.GetUtcNow());
    }

    /// <summary>The till of the hold that a command is about.</summary>
    private static (string, string)? TillOf(
        CommandHead head, IReadOnlyDictionary<JournalId, JournalRecord> originals) =>
        head.Original is { } id && originals.GetValueOrDefault(id) is { Kind: JournalKind.Hold } hold
        && ResourceNames.TryMerchant(hold.Merchant, out var partner, out var merchant)
            ? (partner, merchant)
            : null;

    private static async Task<IReadOnlyDictionary<JournalId, JournalRecord>> OriginalsAsync(
        LedgerDb db, IReadOnlyList<CommandHead> heads, CancellationToken cancel)
    {
        var originals = new Dictionary<JournalId, JournalRecord>();
        await AddAsync(heads.Select(h => h.Original).OfType<JournalId>());
        // A captured payment is undone by the terms of its hold.
        await AddAsync(
            originals.Values.Where(j => j.Kind == JournalKind.Exchange).Select(j => j.Corrects).OfType<JournalId>());
        return originals;

        async Task AddAsync(IEnumerable<JournalId> ids)
        {
            foreach (var chunk in ids.Where(id => !originals.ContainsKey(id)).Distinct().ToList()
                .Chunk(LedgerService.IdsPerQuery))
                foreach (var (id, outcome) in await db.ReadAsync(chunk, cancel))
                    if (outcome.Journal is { } journal)
                        originals[id] = journal;
        }
    }
}

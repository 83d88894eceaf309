using Federation.Hosting;
using Federation.Ledger.Internal.V1;
using Federation.Ledger.V1;
using Federation.Rewards.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Rewards;

/// <summary>What draws book by themselves, and their entries as the ledger has them.</summary>
internal sealed class DrawBook(
    RewardsDb db, [FromKeyedServices(RewardsModule.Name)] PostingService.PostingServiceClient posting)
{
    // As many as the ledger finds at once.
    private const int EntriesPerCall = 128;

    /// <summary>Lets nobody enter any more: each later entry leaves the bound of the tally.</summary>
    /// <param name="draw">The draw.</param>
    /// <param name="state">CLOSING or CANCELLING.</param>
    /// <param name="options">In the name of the brand; each call to the ledger has an end of its own.</param>
    public Task EndEnteringAsync(DrawRow draw, DrawState state, Func<CallOptions> options)
    {
        var bundle = StepOf(draw, state.ToString(), new DrawDetail { State = state });
        bundle.Tallies.Add(new TallyChange
        {
            Tally = DrawTallies.Tickets(draw.Name),
            Add = DrawTallies.Closed,
            AtMost = DrawTallies.Closed + DrawTallies.MaximumTickets,
        });
        return PostAsync(bundle, options);
    }

    /// <summary>A step's request to the ledger: however often it is sent, it is booked once.</summary>
    /// <param name="draw">The draw.</param>
    /// <param name="step">Names the step among the draw's.</param>
    /// <param name="detail">What it says of itself, apart from what names the draw.</param>
    public static PostBundleRequest StepOf(DrawRow draw, string step, DrawDetail detail)
    {
        (detail.Draw, detail.Commitment) = (draw.Name.ToString(), ByteString.CopyFrom(draw.Commitment));
        return new PostBundleRequest
        {
            RequestId = DrawTallies.StepOf(draw, step).ToString("D"),
            // A step that came to something else than before would be refused.
            Fingerprint = ByteString.CopyFrom(
                TextHash.Of("draw step", step, Convert.ToHexString(detail.ToByteArray()))),
            Kind = JournalKind.Reward,
            Detail = Any.Pack(detail),
        };
    }

    public async Task PostAsync(PostBundleRequest bundle, Func<CallOptions> options) =>
        await Contention.Orders.ExecuteAsync(
            async _ => await posting.PostBundleAsync(bundle, options()), options().CancellationToken);

    /// <summary>How many tickets the ledger has counted.</summary>
    public async Task<int> CountAsync(DrawId draw, Func<CallOptions> options)
    {
        var request = new ReadForPlanRequest { Tallies = { DrawTallies.Tickets(draw) } };
        return DrawTallies.CountOf((await posting.ReadForPlanAsync(request, options())).Tallies[0]);
    }

    /// <summary>Goes through the entries once, in the order of their ids, some at a time, and deletes those that no
    /// journal has made. Only after entering has ended: then none can come.</summary>
    /// <param name="draw">The draw.</param>
    /// <param name="handle">Changes the row of an entry by its bundle; the changes are saved for some at once.</param>
    /// <param name="options">See <see cref="EndEnteringAsync"/>.</param>
    /// <param name="cancel">Ends it; what is saved is kept.</param>
    public async Task ForEachAsync(
        DrawId draw, Func<DrawEntryRow, PostedBundle, Task> handle, Func<CallOptions> options,
        CancellationToken cancel)
    {
        for (var last = Guid.Empty; ;)
        {
            db.ChangeTracker.Clear();
            var after = last;
            var rows = await db.DrawEntries
                .Where(e => e.PartnerId == draw.PartnerId && e.DrawId == draw.Id && e.Id.CompareTo(after) > 0)
                .OrderBy(e => e.Id).Take(EntriesPerCall).ToListAsync(cancel);
            if (rows.Count == 0)
                return;
            last = rows[^1].Id;
            var open = rows.Where(r => r.Journal is null).ToList();
            if (open.Count > 0)
                await MatchAsync(open, handle, options, cancel);
        }
    }

    private async Task MatchAsync(
        List<DrawEntryRow> rows, Func<DrawEntryRow, PostedBundle, Task> handle, Func<CallOptions> options,
        CancellationToken cancel)
    {
        var request = new FindBundlesRequest();
        request.Keys.AddRange(rows.Select(r => DrawTallies.KeyOf(r.Id)));
        var found = (await posting.FindBundlesAsync(request, options())).Bundles
            .ToDictionary(b => b.Key, StringComparer.Ordinal);
        foreach (var row in rows)
            if (found.TryGetValue(DrawTallies.KeyOf(row.Id), out var bundle))
            {
                await handle(row, bundle);
                row.GroupNumber = bundle.Journal.GroupNumber;
                row.Journal = JournalId.Parse(bundle.Journal.Name).Value;
            }
        var unmade = rows.Where(r => r.Journal is null).Select(r => r.Id).ToList();
        using var turn = await db.WriterTurnAsync(cancel);
        // Another node may be at the same step of the draw: it writes and deletes the same.
        if (unmade.Count > 0)
            await db.DrawEntries.Where(e => unmade.Contains(e.Id)).ExecuteDeleteAsync(cancel);
        await db.SaveChangesAsync(cancel);
    }
}

using Federation.Hosting;
using Federation.Rewards.V1;
using Federation.Rules;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

/// <summary>Closes draws that the brand has asked to close: ends entering in the ledger, numbers the tickets in the
/// order of its log, and fixes their root. Each step can be repeated and comes to the same, so whoever is stopped in
/// the middle, or comes at the same time, does no harm.</summary>
internal sealed class DrawClosing(RewardsDb db, DrawBook book, DrawSeal seal, AllianceClock clock)
{
    private const int RowsPerCommit = 500;

    /// <summary>Does what is left to do.</summary>
    /// <param name="draw">A draw that is closing.</param>
    /// <param name="options">In the name of the brand; each call to the ledger has an end of its own.</param>
    /// <param name="cancel">Ends it; what is done is kept.</param>
    public async Task FinishAsync(DrawRow draw, Func<CallOptions> options, CancellationToken cancel)
    {
        await book.EndEnteringAsync(draw, DrawState.Closing, options);
        await book.ForEachAsync(draw.Name, (_, _) => Task.CompletedTask, options, cancel);
        var pseudonyms = await NumberAsync(draw.Name, cancel);
        // A row that got lost would be a ticket that cannot win.
        var counted = await book.CountAsync(draw.Name, options);
        if (counted != pseudonyms.Count)
            throw new InvalidOperationException(
                $"The books have {counted} tickets of {draw.Name}, and its entries have {pseudonyms.Count}.");
        var blocks = TicketBlocks.RootsOf(pseudonyms);
        var root = TicketBlocks.RootOver(blocks);
        await book.PostAsync(
            DrawBook.StepOf(
                draw, nameof(DrawState.Closed),
                new DrawDetail { State = DrawState.Closed, Tickets = counted, Root = ByteString.CopyFrom(root) }),
            options);
        var now = await clock.NowAsync(cancel);
        using var turn = await db.WriterTurnAsync(cancel);
        await db.Draws.Where(d => d.PartnerId == draw.PartnerId && d.Id == draw.Id && d.State == DrawState.Closing)
            .ExecuteUpdateAsync(
                s => s.SetProperty(d => d.State, DrawState.Closed).SetProperty(d => d.ClosedTime, now)
                    .SetProperty(d => d.Tickets, counted).SetProperty(d => d.Root, root)
                    .SetProperty(d => d.Blocks, blocks),
                cancel);
    }

    /// <summary>Gives the tickets their numbers; whose they are, by number.</summary>
    private async Task<List<byte[]>> NumberAsync(DrawId draw, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var entries = await Of(draw).AsNoTracking().Where(e => e.Journal != null)
            .Select(e => new
            {
                e.Id,
                e.GroupNumber,
                e.Journal,
                e.Tickets,
                e.Member,
                e.FirstTicket,
                e.TakenBack,
                e.Of,
            })
            .ToListAsync(cancel);
        var back = entries.Where(e => e.Of is not null).GroupBy(e => e.Of!.Value)
            .ToDictionary(g => g.Key, g => g.Sum(e => e.Tickets));
        // A journal's id ends with its place in the group; one journal may have several entries.
        var ordered = entries.Where(e => e.Of is null).OrderBy(e => e.GroupNumber)
            .ThenBy(e => e.Journal!.Value.ToString("D"), StringComparer.Ordinal)
            .ThenBy(e => e.Id.ToString("D"), StringComparer.Ordinal).ToList();
        var (pseudonyms, numbers) = (new List<byte[]>(), new Dictionary<Guid, int?>());
        foreach (var entry in ordered)
        {
            var left = entry.Tickets - back.GetValueOrDefault(entry.Id);
            int? first = left > 0 ? pseudonyms.Count : null;
            if (entry.FirstTicket != first || entry.TakenBack != entry.Tickets - left)
                numbers[entry.Id] = first;
            var pseudonym = seal.PseudonymOf(draw, entry.Member);
            pseudonyms.AddRange(Enumerable.Repeat(pseudonym, left));
        }
        foreach (var some in numbers.Keys.Chunk(RowsPerCommit))
        {
            db.ChangeTracker.Clear();
            foreach (var row in await Of(draw).Where(e => some.Contains(e.Id)).ToListAsync(cancel))
                (row.FirstTicket, row.TakenBack) = (numbers[row.Id], back.GetValueOrDefault(row.Id));
            await SaveAsync(cancel);
        }
        return pseudonyms;
    }

    private async Task SaveAsync(CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        await db.SaveChangesAsync(cancel);
    }

    private IQueryable<DrawEntryRow> Of(DrawId draw) =>
        db.DrawEntries.Where(e => e.PartnerId == draw.PartnerId && e.DrawId == draw.Id);
}

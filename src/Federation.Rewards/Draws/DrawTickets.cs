using Federation.Rules;
using Microsoft.EntityFrameworkCore;

namespace Federation.Rewards;

/// <summary>The tickets of draws that are closed.</summary>
internal sealed class DrawTickets(RewardsDb db, DrawSeal seal)
{
    /// <summary>Whose all tickets are, by number.</summary>
    /// <exception cref="InvalidOperationException">They are not those whose root was published.</exception>
    public async Task<(List<byte[]> Pseudonyms, List<byte[]> Members)> AllAsync(DrawRow draw, CancellationToken cancel)
    {
        var all = await ReadAsync(draw.Name, 0, draw.Tickets, cancel);
        var pseudonyms = all.ConvertAll(t => t.Pseudonym);
        if (!TicketBlocks.RootOver(TicketBlocks.RootsOf(pseudonyms)).AsSpan().SequenceEqual(draw.Root))
            throw new InvalidOperationException($"The tickets of {draw.Name} are not those whose root was published.");
        return (pseudonyms, all.ConvertAll(t => t.Member));
    }

    /// <summary>Tickets from a number on.</summary>
    /// <param name="draw">The draw.</param>
    /// <param name="first">The first number.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<List<(int Number, byte[] Pseudonym, byte[] Member)>> ReadAsync(
        DrawId draw, int first, int count, CancellationToken cancel)
    {
        // An entry that begins before may have tickets in the range.
        var (from, to) = (first - DrawForm.MaxTicketsPerEntry, first + count);
        var entries = await Of(draw).Where(e => e.FirstTicket > from && e.FirstTicket < to)
            .OrderBy(e => e.FirstTicket)
            .Select(e => new { e.FirstTicket, Tickets = e.Tickets - e.TakenBack, e.Member }).ToListAsync(cancel);
        var tickets = new List<(int Number, byte[] Pseudonym, byte[] Member)>();
        foreach (var entry in entries)
        {
            var pseudonym = seal.PseudonymOf(draw, entry.Member);
            tickets.AddRange(Enumerable.Range(entry.FirstTicket!.Value, entry.Tickets)
                .Where(number => number >= first && number < to)
                .Select(number => (number, pseudonym, entry.Member)));
        }
        return tickets;
    }

    /// <summary>The numbers of a member's tickets from a number on, in order.</summary>
    /// <param name="draw">The draw.</param>
    /// <param name="member">The 16 bytes of the id by which the brand sees the member.</param>
    /// <param name="first">The first number.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancel">Ends the reading.</param>
    public async Task<List<int>> OfMemberAsync(
        DrawId draw, byte[] member, int first, int count, CancellationToken cancel)
    {
        var entries = await Of(draw)
            .Where(e => e.Member == member && e.FirstTicket != null
                && e.FirstTicket + e.Tickets - e.TakenBack > first)
            .OrderBy(e => e.FirstTicket).Take(count)
            .Select(e => new { e.FirstTicket, Tickets = e.Tickets - e.TakenBack }).ToListAsync(cancel);
        return [.. entries.SelectMany(e => Enumerable.Range(e.FirstTicket!.Value, e.Tickets))
            .Where(number => number >= first).Take(count)];
    }

    private IQueryable<DrawEntryRow> Of(DrawId draw) =>
        db.DrawEntries.AsNoTracking().Where(e => e.PartnerId == draw.PartnerId && e.DrawId == draw.Id);
}

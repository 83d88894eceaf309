using System.Globalization;
using Federation.Programs.V1;

namespace Federation.Programs;

/// <summary>Which tickets of draws an order or an event gives, and which come back. Pure.</summary>
internal static class TicketPlans
{
    /// <summary>What the awards give.</summary>
    public static IReadOnlyList<PlannedTickets> Of(Evaluation result) =>
    [
        .. Enumerable.Range(0, result.Awards.Count).Where(place => result.Awards[place].Tickets is not null)
            .Select(place => new PlannedTickets(place, result.Awards[place].Tickets.Tickets, Gives: true)),
    ];

    /// <summary>The tallies that giving them moves, and taking them back: the draw's and the member's.</summary>
    public static int MovesOf(Evaluation result) =>
        2 * result.Awards.Where(a => a.Tickets is not null).Select(a => a.Tickets.Draw).Distinct().Count();

    /// <summary>What a step gives, or takes back.</summary>
    /// <param name="earns">Whether the order is earned by the step, and was not before.</param>
    /// <param name="before">The order before it.</param>
    /// <param name="left">By award, how many tickets it gives for what is kept after it.</param>
    public static IEnumerable<PlannedTickets> Of(bool earns, OrderDetail before, IReadOnlyList<int> left)
    {
        if (earns)
            return Enumerable.Range(0, left.Count).Where(place => left[place] > 0)
                .Select(place => new PlannedTickets(place, left[place], Gives: true));
        var back = before.Back ?? new OrderBack();
        return before.Tickets
            .Select(given => new PlannedTickets(
                given.Place,
                given.Tickets - left[given.Place] - back.TicketsVoided.Concat(back.TicketsOwed)
                    .Where(b => b.Place == given.Place).Sum(b => b.Tickets),
                Gives: false))
            .Where(planned => planned.Tickets > 0);
    }

    /// <summary>The entry that has the tickets of an award: of its decision, so that each try has its own.</summary>
    /// <param name="digest">Of the decision's record.</param>
    /// <param name="planned">The tickets.</param>
    /// <param name="step">The number of the order's step; 0 for an event.</param>
    public static Guid EntryOf(ReadOnlySpan<byte> digest, PlannedTickets planned, int step) =>
        Uuids.OfHash(TextHash.Of(
            planned.Gives ? "tickets" : "tickets back", Convert.ToHexStringLower(digest),
            planned.Award.ToString(CultureInfo.InvariantCulture),
            planned.Tickets.ToString(CultureInfo.InvariantCulture), step.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What is in the later list and not in the earlier one, by award.</summary>
    public static IEnumerable<TicketsBack> Difference(
        IEnumerable<TicketsBack> earlier, IEnumerable<TicketsBack> later) =>
        later.Select(l => new TicketsBack(l)
        {
            Tickets = l.Tickets - earlier.Where(e => e.Place == l.Place).Sum(e => e.Tickets),
        }).Where(l => l.Tickets > 0);

    /// <summary>Adds tickets to those of the same award.</summary>
    public static void Add(ICollection<TicketsBack> all, int place, string draw, int tickets)
    {
        if (all.FirstOrDefault(b => b.Place == place) is { } known)
            known.Tickets += tickets;
        else
            all.Add(new TicketsBack { Place = place, Draw = draw, Tickets = tickets });
    }
}

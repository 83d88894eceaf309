using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>What members have bought at a brand.</summary>
internal sealed class BoughtOrders(ProgramsDb db, OrderBooks books)
{
    /// <summary>A member's first orders, in the order in which they were decided; those that the ledger has.</summary>
    /// <param name="partner">The brand.</param>
    /// <param name="member">The id by which the brand sees the member.</param>
    /// <param name="options">For the brand; each call has an end of its own.</param>
    /// <param name="cancel">Ends the search.</param>
    public async Task<IReadOnlyList<BoughtOrder>> OfAsync(
        string partner, Guid member, Func<CallOptions> options, CancellationToken cancel)
    {
        var rows = await db.Evaluations.AsNoTracking().Where(e => e.Buyer == member && e.PartnerId == partner)
            .OrderBy(e => e.CreateTime).Take(OrderBooks.MostTogether).ToListAsync(cancel);
        if (rows.Count == 0)
            return [];
        var records = rows.Select(r => (Row: r, Record: EvaluationRecord.Parser.ParseFrom(r.Content)))
            .Select(r => (r.Row, r.Record, Order: OrderId.Of(
                new ProgramId(partner, r.Row.ProgramId), r.Record.Order.Source, r.Record.Order.EventId))).ToList();
        var histories = await books.FindAsync(records.Select(r => r.Order).Distinct().ToList(), options);
        // A decision that was not the one that was booked is none.
        return
        [
            .. from found in records
               let history = histories.GetValueOrDefault(found.Order)
               where history is not null && history.Now.Digest.Span.SequenceEqual(found.Row.Digest)
               select new BoughtOrder(found.Record, history),
        ];
    }
}

using System.Runtime.CompilerServices;
using Federation.Programs.V1;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace Federation.Programs;

/// <summary>What members have bought at a brand.</summary>
internal sealed class BoughtOrders(ProgramsDb db, OrderBooks books)
{
    /// <summary>A member's orders that the ledger has, in the order in which they were decided; however many there are,
    /// a few are read at a time.</summary>
    /// <param name="partner">The brand.</param>
    /// <param name="member">The id by which the brand sees the member.</param>
    /// <param name="matters">By its decision, whether the caller needs an order.</param>
    /// <param name="options">For the brand; each call has an end of its own.</param>
    /// <param name="cancel">Ends the search.</param>
    public async IAsyncEnumerable<BoughtOrder> OfAsync(
        string partner, Guid member, Func<EvaluationRecord, bool> matters, Func<CallOptions> options,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        Guid? buyer = member;
        var digests = await db.Evaluations.AsNoTracking().Where(e => e.Buyer == buyer && e.PartnerId == partner)
            .OrderBy(e => e.CreateTime).Select(e => e.Digest).ToListAsync(cancel);
        foreach (var some in digests.Chunk(OrderBooks.MostTogether))
        {
            var rows = (await db.Evaluations.AsNoTracking().Where(e => some.Contains(e.Digest)).ToListAsync(cancel))
                .OrderBy(e => e.CreateTime);
            foreach (var order in await BookedAsync(rows, matters, options))
                yield return order;
        }
    }

    private async Task<IReadOnlyList<BoughtOrder>> BookedAsync(
        IEnumerable<EvaluationRow> rows, Func<EvaluationRecord, bool> matters, Func<CallOptions> options)
    {
        var records = rows.Select(r => (Row: r, Record: EvaluationRecord.Parser.ParseFrom(r.Content)))
            .Where(r => matters(r.Record))
            .Select(r => (r.Row, r.Record, Order: OrderId.Of(
                new ProgramId(r.Row.PartnerId, r.Row.ProgramId), r.Record.Order.Source, r.Record.Order.EventId)))
            .ToList();
        if (records.Count == 0)
            return [];
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

using Federation.Client;
using Federation.Errors.V1;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>Orders of a sheet over one stream: a member's in the order of the sheet. An order is named by the sheet's
/// number, so one that was placed before is answered as before.</summary>
internal sealed class PurchaseImport(Session session, string program, OrderState state, ImportReport report)
{
    private const int MembersAtOnce = 8;

    // The rows of the orders that were sent, by what their answers are known by.
    private readonly Dictionary<string, (int Row, string Number)> rows = new(StringComparer.Ordinal);

    public async Task RunAsync(
        PurchaseSheet sheet, IReadOnlyList<IReadOnlyList<SheetRow>> orders, CancellationToken cancel)
    {
        var members = await MembersAsync(orders.Select(o => o[0]["member"]).Where(m => m.Length > 0), cancel);
        var items = new StreamedOrders(session, program, state);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var call = items.Open(end.Token);
        await new ItemStream<Order, StreamOrdersRequest, StreamOrdersResponse>(items, call, Note)
            .RunAsync(GoodOrders(sheet, orders, members, items).ToAsyncEnumerable(), cancel);
    }

    /// <summary>The members' names by what the sheet calls them; null for one that there is not.</summary>
    private async Task<IReadOnlyDictionary<string, string?>> MembersAsync(
        IEnumerable<string> numbers, CancellationToken cancel)
    {
        var found = new System.Collections.Concurrent.ConcurrentDictionary<string, string?>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            numbers.Distinct(StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = MembersAtOnce, CancellationToken = cancel },
            async (number, stop) =>
            {
                try
                {
                    found[number] = await MemberArguments.ResolveAsync(session.Client, number, stop);
                }
                catch (RefusedException e) when (e.Refusal.Reason
                    is ErrorReason.MemberNotFound or ErrorReason.FieldInvalid)
                {
                    found[number] = null;
                }
            });
        return found;
    }

    private IEnumerable<Order> GoodOrders(
        PurchaseSheet sheet, IReadOnlyList<IReadOnlyList<SheetRow>> orders,
        IReadOnlyDictionary<string, string?> members, StreamedOrders items)
    {
        foreach (var order in orders)
        {
            var row = (order[0].Number, Id: order[0]["number"]);
            if (Read(sheet, order, row) is not { } read)
                continue;
            if (read.Member.Length > 0 && members[read.Member] is var member)
            {
                if (member is null)
                {
                    report.Refuse(new RefusedRow(
                        row.Number, row.Id, RefusedRow.Sheet, $"member: the brand has no member '{read.Member}'."));
                    continue;
                }
                read.Member = member;
            }
            lock (rows)
                rows[items.IdOf(read)] = row;
            yield return read;
        }
    }

    private Order? Read(PurchaseSheet sheet, IReadOnlyList<SheetRow> order, (int Number, string Id) row)
    {
        try
        {
            return sheet.OrderOf(order);
        }
        catch (BadInputException e)
        {
            report.Refuse(new RefusedRow(row.Number, row.Id, RefusedRow.Sheet, e.Message));
            return null;
        }
    }

    private void Note(StreamOrdersResponse answer)
    {
        if (answer.Result is not { } result)
            return;
        if (result.Placed is { } placed)
        {
            report.Take(placed.Replayed);
            return;
        }
        (int Row, string Number) of;
        lock (rows)
            of = rows[$"{answer.Source} {answer.EventId}"];
        report.Refuse(Refusal.From(result.Refusal) is { } refusal
            ? RefusedRow.Of(of.Row, of.Number, refusal)
            : new RefusedRow(of.Row, of.Number, "UNDECIDED", result.Refusal.Message));
    }
}

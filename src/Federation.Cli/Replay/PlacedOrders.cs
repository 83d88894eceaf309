using Federation.Client;
using Federation.Errors.V1;
using Federation.Programs.V1;

namespace Federation.Cli;

/// <summary>Asks which of the members' purchases were placed as orders. A member's rows are sent one after the other,
/// so only the last one that left a command is looked for.</summary>
internal static class PlacedOrders
{
    private const int MembersAtOnce = 8;

    /// <param name="members">For each member the rows, in order, by their places in the file.</param>
    /// <param name="rows">The file's rows.</param>
    /// <param name="outcomes">What is known of the rows' other commands; the orders that are found are added.</param>
    /// <param name="brands">The brands that may have placed some.</param>
    /// <param name="today">The alliance's day: rows of later days were not sent.</param>
    /// <param name="cancel">Ends it.</param>
    public static Task NoteAsync(
        IEnumerable<int[]> members, IReadOnlyList<Purchase> rows, RowOutcome[] outcomes,
        IReadOnlyDictionary<string, BrandCalls> brands, DateOnly today, CancellationToken cancel) =>
        Parallel.ForEachAsync(
            members, new ParallelOptions { MaxDegreeOfParallelism = MembersAtOnce, CancellationToken = cancel },
            async (member, stop) =>
            {
                foreach (var i in member.Reverse().SkipWhile(i => rows[i].Day > today))
                {
                    outcomes[i].Settled |= await WasPlacedAsync(rows[i], brands[rows[i].Brand.Id], stop);
                    if (outcomes[i].LeftCommand)
                        return;
                }
            });

    private static async Task<bool> WasPlacedAsync(Purchase row, BrandCalls at, CancellationToken cancel)
    {
        if (!RowDecision.MayPlaceOrder(row.AmountPence))
            return false;
        try
        {
            await at.Client.Checkout.GetOrderAsync(
                new GetOrderRequest { Name = ReplayOrder.NameOf(row) }, cancellationToken: cancel);
            return true;
        }
        catch (RefusedException e) when (e.Refusal.Reason == ErrorReason.OrderNotFound)
        {
            return false;
        }
    }
}

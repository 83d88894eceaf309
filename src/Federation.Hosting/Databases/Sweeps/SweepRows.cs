using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Federation.Hosting;

/// <summary>Does each row of a sweep by itself: one that fails is set aside, and keeps no other from being
/// done.</summary>
/// <param name="sweep">The sweep's name.</param>
/// <param name="time">The node's.</param>
/// <param name="logger">The sweep's.</param>
public sealed class SweepRows<TKey>(string sweep, TimeProvider time, ILogger logger)
    where TKey : notnull
{
    private readonly SweepAside<TKey> aside = new(time);

    /// <summary>Does what is due, the first of it first.</summary>
    /// <param name="due">All that is due, in an order.</param>
    /// <param name="most">How many at once.</param>
    /// <param name="keyOf">Names a row for as long as it is due.</param>
    /// <param name="work">Does one.</param>
    /// <param name="cancel">Ends it between two.</param>
    /// <returns>How many were done or set aside; 0 when nothing was due.</returns>
    /// <exception cref="RpcException">Another module is away, so that no row could be done.</exception>
    public async Task<int> EachAsync<TRow>(
        IQueryable<TRow> due, int most, Func<TRow, TKey> keyOf, Func<TRow, Task> work, CancellationToken cancel)
    {
        var alone = aside.Keys.ToHashSet();
        var rows = (await due.Take(most + alone.Count).ToListAsync(cancel))
            .Where(r => !alone.Contains(keyOf(r))).Take(most).ToList();
        foreach (var row in rows)
            try
            {
                await work(row);
                aside.Remove(keyOf(row));
            }
            catch (Exception e) when (!cancel.IsCancellationRequested && !IsAway(e))
            {
                var (failures, wait) = aside.Add(keyOf(row));
                Log.SweepRowSetAside(logger, sweep, $"{keyOf(row)}", failures, wait, e.Message);
            }
        return rows.Count;
    }

    private static bool IsAway(Exception e) =>
        e is RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded } call
        && Refusal.From(call) is null;
}

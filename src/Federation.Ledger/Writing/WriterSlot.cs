using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

/// <summary>
/// The slot of the totals that this writer adds to, so that writers on several nodes never wait for each other there.
/// Leased: a node that was killed leaves its slot to another. Two writers in one slot would be slow, not wrong: they
/// add.
/// </summary>
internal sealed class WriterSlot(IWriterBooks books, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private readonly Guid owner = Guid.NewGuid();
    private readonly Dictionary<TotalKey, long> totals = [];
    private ITimer? renewal;

    public int Number { get; private set; }

    /// <summary>The slot's totals, as this writer knows them.</summary>
    public IReadOnlyDictionary<TotalKey, long> Totals => totals;

    public async Task ClaimAsync(CancellationToken cancel)
    {
        Number = await books.ClaimSlotAsync(owner, time.GetUtcNow(), Lease, cancel);
        foreach (var total in await books.ReadTotalsAsync(Number, cancel))
            totals[new TotalKey(total.Asset, total.Kind, total.Party)] = total.Units;
        renewal = time.CreateTimer(_ => _ = RenewAsync(), null, Lease / 3, Lease / 3);
    }

    public void Add(Dictionary<TotalKey, long> changes)
    {
        foreach (var (key, units) in changes)
            totals[key] = totals.GetValueOrDefault(key) + units;
    }

    private async Task RenewAsync()
    {
        try
        {
            await books.HoldSlotAsync(Number, owner, time.GetUtcNow() + Lease);
        }
        catch (Exception e)
        {
            Log.SlotNotRenewed(logger, Number, e.Message);
        }
    }

    /// <summary>Leaves the slot to the next node at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (renewal is null)
            return;
        await renewal.DisposeAsync();
        try
        {
            await books.HoldSlotAsync(Number, owner, DateTimeOffset.UnixEpoch);
        }
        catch (Exception e)
        {
            Log.SlotNotRenewed(logger, Number, e.Message);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

/// <summary>
/// The slot of the totals that this writer adds to, so that writers on several nodes never wait for each other there. Leased:
/// a node that was killed leaves its slot to another. Two writers in one slot would be slow, not wrong: they add.
/// </summary>
internal sealed class WriterSlot(IServiceScopeFactory scopes, TimeProvider time, ILogger logger) : IAsyncDisposable
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
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        Number = await TryClaimAsync(db, cancel);
        foreach (var total in await db.Totals.AsNoTracking().Where(t => t.Slot == Number).ToListAsync(cancel))
            totals[new TotalKey(total.Asset, total.Kind, total.Party)] = total.Units;
        renewal = time.CreateTimer(_ => _ = RenewAsync(), null, Lease / 3, Lease / 3);
    }

    public void Add(Dictionary<TotalKey, long> changes)
    {
        foreach (var (key, units) in changes)
            totals[key] = totals.GetValueOrDefault(key) + units;
    }

    private async Task<int> TryClaimAsync(LedgerDb db, CancellationToken cancel)
    {
        while (true)
        {
            var now = time.GetUtcNow();
            var until = Hosting.Moments.Cut(now + Lease);
            var slots = await db.WriterSlots.AsNoTracking().OrderBy(s => s.Slot).ToListAsync(cancel);
            foreach (var free in slots.Where(s => s.Until < now))
                if (await db.WriterSlots.Where(s => s.Slot == free.Slot && s.Owner == free.Owner && s.Until == free.Until)
                    .ExecuteUpdateAsync(s => s.SetProperty(x => x.Owner, owner).SetProperty(x => x.Until, until), cancel) == 1)
                    return free.Slot;
            var slot = new WriterSlotRow { Slot = slots.Count == 0 ? 1 : slots[^1].Slot + 1, Owner = owner, Until = until };
            try
            {
                db.WriterSlots.Add(slot);
                await db.SaveChangesAsync(cancel);
                return slot.Slot;
            }
            catch (DbUpdateException e) when (Hosting.DatabaseErrors.IsUniqueViolation(e))
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            await SetUntilAsync(time.GetUtcNow() + Lease);
        }
        catch (Exception e)
        {
            Log.SlotNotRenewed(logger, Number, e.Message);
        }
    }

    private async Task SetUntilAsync(DateTimeOffset until)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        var cut = Hosting.Moments.Cut(until);
        await db.WriterSlots.Where(s => s.Slot == Number && s.Owner == owner).ExecuteUpdateAsync(s => s.SetProperty(x => x.Until, cut));
    }

    /// <summary>Leaves the slot to the next node at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (renewal is null)
            return;
        await renewal.DisposeAsync();
        try
        {
            await SetUntilAsync(DateTimeOffset.UnixEpoch);
        }
        catch (Exception e)
        {
            Log.SlotNotRenewed(logger, Number, e.Message);
        }
    }
}

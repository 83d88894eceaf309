using Federation.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Ledger;

/// <summary>The same on a database.</summary>
internal sealed class WriterBooks(IServiceScopeFactory scopes) : IWriterBooks
{
    public Task<Dictionary<JournalId, CommandOutcome>> ReadAsync(
        IReadOnlyCollection<JournalId> ids, CancellationToken cancel) =>
        OnAsync(db => db.ReadAsync(ids, cancel));

    public Task<int> ClaimSlotAsync(Guid owner, DateTimeOffset now, TimeSpan lease, CancellationToken cancel) =>
        OnAsync(db => ClaimAsync(db, owner, now, Moments.Cut(now + lease), cancel));

    public Task<IReadOnlyList<TotalRow>> ReadTotalsAsync(int slot, CancellationToken cancel) =>
        OnAsync<IReadOnlyList<TotalRow>>(
            async db => await db.Totals.AsNoTracking().Where(t => t.Slot == slot).ToListAsync(cancel));

    public Task HoldSlotAsync(int slot, Guid owner, DateTimeOffset until) => OnAsync(db =>
    {
        var cut = Moments.Cut(until);
        return db.WriterSlots.Where(s => s.Slot == slot && s.Owner == owner)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Until, cut));
    });

    private static async Task<int> ClaimAsync(
        LedgerDb db, Guid owner, DateTimeOffset now, DateTimeOffset until, CancellationToken cancel)
    {
        while (true)
        {
            var slots = await db.WriterSlots.AsNoTracking().OrderBy(s => s.Slot).ToListAsync(cancel);
            foreach (var free in slots.Where(s => s.Until < now))
                if (await db.WriterSlots.Where(
                    s => s.Slot == free.Slot && s.Owner == free.Owner && s.Until == free.Until)
                    .ExecuteUpdateAsync(
                        s => s.SetProperty(x => x.Owner, owner).SetProperty(x => x.Until, until), cancel) == 1)
                    return free.Slot;
            var slot = new WriterSlotRow
            {
                Slot = slots.Count == 0 ? 1
                : slots[^1].Slot + 1,
                Owner = owner,
                Until = until
            };
            try
            {
                db.WriterSlots.Add(slot);
                await db.SaveChangesAsync(cancel);
                return slot.Slot;
            }
            catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<T> OnAsync<T>(Func<LedgerDb, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<LedgerDb>());
    }
}

using Microsoft.EntityFrameworkCore;

namespace Federation.Hosting;

/// <summary>Holds leases of sweeps for one node. The lease of a node that was killed is free when it expires.</summary>
public sealed class SweepLeaseHolder(TimeProvider time)
{
    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(30);
    private readonly Guid owner = Guid.NewGuid();

    /// <summary>Takes or renews a lease for two intervals; false while another node holds it.</summary>
    /// <param name="db">The module's database.</param>
    /// <param name="name">The sweep, in at most 32 characters.</param>
    /// <param name="interval">How often the sweep has its turn.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<bool> HoldAsync(ModuleDb db, string name, TimeSpan interval, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        var now = time.UtcNow();
        var until = now + (interval * 2 > ShortestLease ? interval * 2 : ShortestLease);
        var leases = db.Set<SweepLease>();
        var renewed = await leases.Where(l => l.Name == name && (l.Owner == owner || l.Until <= now))
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Owner, owner).SetProperty(x => x.Until, until), cancel);
        if (renewed == 1 || await leases.AnyAsync(l => l.Name == name, cancel))
            return renewed == 1;
        try
        {
            leases.Add(new SweepLease { Name = name, Owner = owner, Until = until });
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            return false;
        }
    }
}

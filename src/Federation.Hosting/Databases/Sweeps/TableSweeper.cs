using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Hosting;

/// <summary>Does a module's sweeps at intervals, each on one node at a time: the one that holds its lease. The lease of
/// a node that was killed is free when it expires.</summary>
public sealed class TableSweeper<TDb>(
    IEnumerable<TableSweep<TDb>> sweeps, IServiceScopeFactory scopes, IOptions<SweepOptions> options, TimeProvider time,
    ILogger<TableSweeper<TDb>> logger) : BackgroundService
    where TDb : ModuleDb
{
    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(30);
    private readonly Guid owner = Guid.NewGuid();

    /// <summary>One turn: each sweep whose lease is free or this node's does all that is due.</summary>
    public async Task TurnAsync(CancellationToken cancel)
    {
        foreach (var sweep in sweeps)
            try
            {
                await SweepAsync(sweep, cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                Log.SweepFailed(logger, sweep.Name, e.Message);
            }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TurnAsync(stoppingToken);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is due at the next start.
        }
    }

    private async Task SweepAsync(TableSweep<TDb> sweep, CancellationToken cancel)
    {
        var (all, rows) = (0, 0);
        do
        {
            // A context of its own for each step: what one tracked must not weigh on the next.
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<TDb>();
            rows = await HoldLeaseAsync(db, sweep.Name, cancel) ? await sweep.StepAsync(db, cancel) : 0;
            all += rows;
        }
        while (rows > 0);
        if (all > 0)
            Log.Swept(logger, sweep.Name, all);
    }

    /// <summary>Takes or renews the lease; false while another node holds it.</summary>
    private async Task<bool> HoldLeaseAsync(TDb db, string name, CancellationToken cancel)
    {
        using var turn = await db.WriterTurnAsync(cancel);
        var now = time.UtcNow();
        var twice = options.Value.Interval * 2;
        var until = now + (twice > ShortestLease ? twice : ShortestLease);
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

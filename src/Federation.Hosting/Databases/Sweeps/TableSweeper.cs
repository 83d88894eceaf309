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
    private readonly SweepLeaseHolder leases = new(time);

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
            rows = await leases.HoldAsync(db, sweep.Name, options.Value.Interval, cancel)
                ? await sweep.StepAsync(db, cancel) : 0;
            all += rows;
        }
        while (rows > 0);
        if (all > 0)
            Log.Swept(logger, sweep.Name, all);
    }
}

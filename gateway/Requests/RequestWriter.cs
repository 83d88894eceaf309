using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Gateway;

/// <summary>Writes what <see cref="RequestLog"/> took note of, in batches, behind the calls.</summary>
internal sealed class RequestWriter(
    RequestLog log, IServiceScopeFactory scopes, TimeProvider time, ILogger<RequestWriter> logger) : BackgroundService
{
    private const int BatchRows = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan GapInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);
    private readonly JsonMethods json = new();
    private long gapsWritten = time.GetTimestamp();

    /// <summary>Writes all that waits.</summary>
    /// <returns>False where the database did not take it.</returns>
    public async Task<bool> FlushAsync(bool withGaps, CancellationToken cancel)
    {
        while (log.Take(BatchRows) is { Count: > 0 } rows)
        {
            foreach (var row in rows.Where(r => r.Json))
                row.Method = json.Find(row.Method);
            if (!await WriteAsync(rows, cancel))
            {
                foreach (var owner in rows.GroupBy(r => r.Owner))
                    log.Lose(owner.Key, owner.Count());
                return false;
            }
        }
        if (!withGaps)
            return true;
        gapsWritten = time.GetTimestamp();
        var gaps = log.TakeMissing()
            .Select(m => new RequestGapRow { Number = log.Numbers.Next(), Owner = m.Owner, Calls = m.Calls }).ToList();
        if (gaps.Count == 0 || await WriteAsync(gaps, cancel))
            return true;
        foreach (var gap in gaps)
            log.Lose(gap.Owner, gap.Calls);
        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                if (!await FlushAsync(time.GetElapsedTime(gapsWritten) > GapInterval, stoppingToken))
                    await Task.Delay(FailurePause, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(LastPatience, time);
            await FlushAsync(withGaps: true, limit.Token);
        }
    }

    private async Task<bool> WriteAsync<TRow>(IReadOnlyList<TRow> rows, CancellationToken cancel)
        where TRow : class
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
            db.AddRange(rows);
            using var turn = await db.WriterTurnAsync(cancel);
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (Exception e)
        {
            // The calls themselves were answered; a record of them is worth no failure of the gateway.
            Log.RequestsNotWritten(logger, rows.Count, e.GetBaseException().Message);
            return false;
        }
    }
}

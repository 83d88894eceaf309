using Federation.Hosting;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Accounts;

/// <summary>
/// Delivers the notices of commands that ended before the ledger answered and were not sent again.
/// </summary>
internal sealed class WalletNoticeSweep(
    IServiceScopeFactory scopes, TimeProvider time, ILogger<WalletNoticeSweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    /// <summary>One round. Public to tests.</summary>
    internal async Task<bool> RoundAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<WalletNotices>().DeliverOldestAsync(
            principal => new CallOptions(
                // gRPC's deadlines are wall-clock times of this process.
                new Metadata { { RequestGuard.PrincipalHeader, principal.Name } }, DateTime.UtcNow + CallLimit, cancel),
            cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await RoundAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The ledger or the database is away: later.
                Log.WalletNoticesNotDelivered(logger, e.Message);
            }
            try
            {
                await Task.Delay(more ? TimeSpan.Zero : Pause, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Identity;

/// <summary>Lets this node see what is revoked on the others.</summary>
internal sealed class SecretsWatch(SecretsSeen seen, TimeProvider time, ILogger<SecretsWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await Task.Delay(Pause, time, stoppingToken);
                await seen.RefreshAsync(stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The database is away: later.
                Log.SecretsNotRead(logger, e.Message);
            }
        }
    }
}

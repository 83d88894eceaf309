using Federation.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Messages;

/// <summary>Lets the sender send, again and again.</summary>
internal sealed class MessageSending(DeliverySender sender, TimeProvider time, ILogger<MessageSending> logger)
    : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await TryStepAsync(stoppingToken) == 0)
                    await Task.Delay(Idle, time, stoppingToken);
            }
            catch (Exception e) when (DatabaseErrors.IsCancellation(e, stoppingToken))
            {
                // What was being sent is sent again: its lease ends.
                return;
            }
        }
    }

    private async Task<int> TryStepAsync(CancellationToken stopping)
    {
        try
        {
            return await sender.StepAsync(stopping);
        }
        catch (Exception e) when (!DatabaseErrors.IsCancellation(e, stopping) && DatabaseErrors.IsPassing(e))
        {
            Log.MessagesDatabaseAway(logger, e.Message);
            return 0;
        }
        catch (Exception e) when (!DatabaseErrors.IsCancellation(e, stopping))
        {
            Log.MessagesNotSent(logger, e);
            return 0;
        }
    }
}

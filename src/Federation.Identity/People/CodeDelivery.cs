using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Identity;

/// <summary>Sends codes behind the answers, so that how long an answer takes does not tell whether one was
/// sent.</summary>
internal sealed class CodeDelivery(ICodeSender sender, ILogger<CodeDelivery> logger) : BackgroundService
{
    private const int MostWaiting = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<CodeMessage> waiting = Channel.CreateBounded<CodeMessage>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Send(CodeMessage message) => waiting.Writer.TryWrite(message);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var message in waiting.Reader.ReadAllAsync(stoppingToken))
                await SendAsync(message, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Whoever waits for a code asks for a new one.
        }
    }

    private async Task SendAsync(CodeMessage message, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Patience);
        try
        {
            await sender.SendAsync(message, limit.Token);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            Log.CodeNotSent(logger, e.Message);
        }
    }
}

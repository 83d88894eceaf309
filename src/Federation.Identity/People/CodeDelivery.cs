using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Identity;

/// <summary>Sends codes behind the answers, so that how long an answer takes does not tell whether one was sent. A few
/// at a time, so that one that hangs does not hold up the others; each for half a minute at most.</summary>
internal sealed class CodeDelivery(ICodeSender sender, TimeProvider time, ILogger<CodeDelivery> logger)
    : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5)];

    private readonly Channel<CodeMessage> waiting = Channel.CreateBounded<CodeMessage>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Send(CodeMessage message) => waiting.Writer.TryWrite(message);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Parallel.ForEachAsync(
                waiting.Reader.ReadAllAsync(stoppingToken),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
                async (message, stopping) => await SendAsync(message, stopping));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Whoever waits for a code asks for a new one.
        }
    }

    private async Task SendAsync(CodeMessage message, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        var problem = "";
        try
        {
            foreach (var pause in Pauses.Prepend(TimeSpan.Zero))
            {
                await Task.Delay(pause, time, either.Token);
                if (await TryAsync(message, either.Token) is not { } failure)
                    return;
                problem = failure;
            }
        }
        catch (CodeRefusedException e)
        {
            problem = e.Message;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            problem = problem.Length > 0 ? problem : $"there was no answer within {Patience.TotalSeconds} s";
        }
        Log.CodeNotSent(logger, problem);
    }

    /// <returns>Why it was not sent; null if it was.</returns>
    private async Task<string?> TryAsync(CodeMessage message, CancellationToken cancel)
    {
        try
        {
            await sender.SendAsync(message, cancel);
            return null;
        }
        catch (Exception e) when (e is not CodeRefusedException && !cancel.IsCancellationRequested)
        {
            return e.Message;
        }
    }
}

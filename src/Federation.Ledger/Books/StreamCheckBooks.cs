using System.Threading.Channels;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Ledger;

internal sealed partial class LedgerService
{
    /// <summary>The gateway closes a stream on which nothing is sent for 100 s: a step that takes long is reported
    /// again.</summary>
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(30);

    public override async Task StreamCheckBooks(
        StreamCheckBooksRequest request, IServerStreamWriter<StreamCheckBooksResponse> responseStream,
        ServerCallContext context)
    {
        var steps = Channel.CreateUnbounded<CheckBooksStep>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        // SQLite works within the call, so the check has a thread of its own.
        var check = Task.Run(() => CheckAsync(
            request.Check ?? new CheckBooksRequest(), new StepsTo(steps.Writer), stop.Token), CancellationToken.None);
        _ = check.ContinueWith(_ => steps.Writer.Complete(), TaskScheduler.Default);
        try
        {
            CheckBooksStep? last = null;
            while (await NextAsync(steps.Reader, last) is { } step)
                await responseStream.WriteAsync(new StreamCheckBooksResponse { Step = last = step });
        }
        finally
        {
            // The call's database is gone with it: where the caller is gone, the check ends first.
            await stop.CancelAsync();
            await ((Task)check).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await responseStream.WriteAsync(new StreamCheckBooksResponse { Result = await check });
    }

    /// <summary>The next step; the last one again when there was none for a while; null after all of them.</summary>
    private async Task<CheckBooksStep?> NextAsync(ChannelReader<CheckBooksStep> steps, CheckBooksStep? last)
    {
        var next = steps.WaitToReadAsync().AsTask();
        try
        {
            return await next.WaitAsync(SignOfLife, time) && steps.TryRead(out var step) ? step : null;
        }
        catch (TimeoutException)
        {
            return last ?? new CheckBooksStep();
        }
    }

    private sealed class StepsTo(ChannelWriter<CheckBooksStep> steps) : IProgress<CheckBooksStep>
    {
        public void Report(CheckBooksStep value) => steps.TryWrite(value);
    }
}

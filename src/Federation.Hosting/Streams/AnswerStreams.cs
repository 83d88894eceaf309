using Federation.Errors.V1;
using Grpc.Core;
using Microsoft.Extensions.Hosting;

namespace Federation.Hosting;

/// <summary>Serves streams whose items are each answered by themselves: reads no more items than may be unanswered,
/// answers all that were read, and ends where the caller or the process ends.</summary>
public sealed class AnswerStreams(IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Serves one stream to its end.</summary>
    /// <typeparam name="TRequest">An item as it is sent.</typeparam>
    /// <typeparam name="TAnswer">What an item came to.</typeparam>
    /// <typeparam name="TResponse">The stream's messages; an empty one is a sign of life.</typeparam>
    /// <param name="requests">What the caller sends.</param>
    /// <param name="responses">What it is answered.</param>
    /// <param name="context">Its call.</param>
    /// <param name="terms">How it is served.</param>
    /// <param name="handOver">Takes items, in their order, and does not wait for what they come to. While it has not
    /// returned, no more items are read.</param>
    /// <param name="responseOf">The message of an answer.</param>
    public async Task ServeAsync<TRequest, TAnswer, TResponse>(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, ServerCallContext context,
        StreamTerms terms, Func<IReadOnlyList<TRequest>, AnswerStream<TAnswer>, Task> handOver,
        Func<TAnswer, TResponse> responseOf)
        where TResponse : new()
    {
        // The caller learns at once that it was let in, before it says anything.
        await context.WriteResponseHeadersAsync([]);
        using var stream = new AnswerStream<TAnswer>(terms.Undecided, time, context.CancellationToken);
        using var stop =
            CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var reading = ReadAsync(requests, stream, terms, handOver, stop.Token);
        try
        {
            // Whatever ends the reading, what was taken before is answered first.
            await stream.AnswerAllAsync(responses, responseOf);
        }
        finally
        {
            // Usually the reading has ended; but not where nobody takes the answers any more.
            await stop.CancelAsync();
            await stream.AllLeftAsync();
        }
        await reading;
    }

    /// <summary>Reads items and hands them over. What has arrived goes along together.</summary>
    private async Task ReadAsync<TRequest, TAnswer>(
        IAsyncStreamReader<TRequest> requests, AnswerStream<TAnswer> stream, StreamTerms terms,
        Func<IReadOnlyList<TRequest>, AnswerStream<TAnswer>, Task> handOver, CancellationToken stop)
    {
        try
        {
            Task<bool>? next = null;
            while (true)
            {
                await stream.WaitForRoomAsync(stop);
                if (!await (next ?? requests.MoveNext(stop)))
                    return;
                next = null;
                var items = new List<TRequest> { requests.Current };
                while (next is null && items.Count < terms.Together && stream.TryTakeRoom())
                {
                    next = requests.MoveNext(stop);
                    if (next is { IsCompletedSuccessfully: true, Result: true })
                    {
                        items.Add(requests.Current);
                        next = null;
                    }
                    else
                    {
                        stream.ReturnRoom();
                    }
                }
                await handOver(items, stream);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RefusalException(
                new Refusal(ErrorReason.ModuleUnreachable, terms.Stopping) { RetryDelay = TimeSpan.FromSeconds(1) });
        }
        finally
        {
            stream.Leave();
        }
    }
}

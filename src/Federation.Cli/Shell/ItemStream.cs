using Grpc.Core;

namespace Federation.Cli;

/// <summary>Sends items over one stream and keeps account of what is without an answer.</summary>
/// <param name="items">What is streamed.</param>
/// <param name="call">The stream, which ends when its own token is cancelled.</param>
/// <param name="outcome">Called with each outcome, one after the other, in the order in which they come.</param>
internal sealed class ItemStream<TItem, TRequest, TResponse>(
    StreamedItems<TItem, TRequest, TResponse> items, AsyncDuplexStreamingCall<TRequest, TResponse> call,
    Action<TResponse> outcome)
    where TRequest : class
    where TResponse : class
{
    /// <summary>How often each id waits for an answer: an item may be sent twice.</summary>
    private readonly Dictionary<string, int> waiting = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public int Sent { get; private set; }

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    /// <summary>How many of the answers had been given before.</summary>
    public int Replayed { get; private set; }

    /// <summary>Items that may have arrived and are without an answer: sent again, each is decided once.</summary>
    public IReadOnlyList<string> Unanswered
    {
        get
        {
            lock (gate)
                return [.. waiting.Keys.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Sends all, and returns when all are answered. What was sent before a bad line, or before a stop, is
    /// answered too.</summary>
    /// <exception cref="RpcException">The stream broke.</exception>
    /// <exception cref="StoppedException">The other side ended the stream before everything was answered.</exception>
    public async Task RunAsync(IAsyncEnumerable<TItem> all, CancellationToken cancel)
    {
        using var noMore = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var receiving = ReceiveAsync(noMore);
        Exception? problem = null;
        try
        {
            await SendAsync(all, noMore.Token);
        }
        catch (Exception e) when (
            e is BadInputException or OperationCanceledException or RpcException or InvalidOperationException)
        {
            problem = e;
        }
        if (!receiving.IsCompleted)
            await TryCompleteAsync();
        // Where the stream broke, this says why; what the sending says of it is only that it did.
        await receiving;
        if (problem is BadInputException || cancel.IsCancellationRequested)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(
                problem ?? new OperationCanceledException(cancel));
        if (Unanswered.Count > 0 || problem is not null)
            throw new StoppedException($"{items.Answerer} ended the stream before everything was answered.");
    }

    private async Task SendAsync(IAsyncEnumerable<TItem> all, CancellationToken cancel)
    {
        await foreach (var item in all.WithCancellation(cancel))
        {
            var request = await items.RequestOfAsync(item, cancel);
            lock (gate)
            {
                var id = items.IdOf(item);
                waiting[id] = waiting.GetValueOrDefault(id) + 1;
            }
            Sent++;
            // A write that is cut short breaks the stream, and with it the answers to what was sent before.
            await call.RequestStream.WriteAsync(request, CancellationToken.None);
        }
    }

    private async Task TryCompleteAsync()
    {
        try
        {
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or OperationCanceledException)
        {
            // The stream is over, and its reader has the reason.
        }
    }

    private async Task ReceiveAsync(CancellationTokenSource ended)
    {
        try
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
                Note(call.ResponseStream.Current);
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private void Note(TResponse response)
    {
        if (items.AnswerOf(response) is not { } answer)
            return;
        lock (gate)
            if (waiting.TryGetValue(answer.Id, out var count) && count > 1)
                waiting[answer.Id] = count - 1;
            else
                waiting.Remove(answer.Id);
        if (answer.Accepted)
            Accepted++;
        else
            Refused++;
        if (answer.Replayed)
            Replayed++;
        outcome(response);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Federation.Ledger.V1;
using Grpc.Core;

namespace Federation.Bench;

/// <summary>One stream of commands. It sends while fewer commands are unanswered than a stream may have, and counts
/// each answer.</summary>
internal sealed class CommandSender(LedgerService.LedgerServiceClient client, Metadata headers, Tally tally)
{
    private const int MaxUnanswered = 2000;
    private static readonly WriteOptions MoreToCome = new(WriteFlags.BufferHint);
    private readonly ConcurrentDictionary<string, long> sent = new(StringComparer.Ordinal);

    public async Task RunAsync(Func<BatchItem> next, CancellationToken stop)
    {
        using var room = new SemaphoreSlim(MaxUnanswered);
        using var call = client.StreamCommands(headers, cancellationToken: CancellationToken.None);
        var receiving = ReceiveAsync(call.ResponseStream, room);
        try
        {
            while (!stop.IsCancellationRequested && !receiving.IsCompleted)
            {
                // With a limit, so that a stream which ended is noticed.
                if (!await room.WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None))
                    continue;
                var item = next();
                sent[item.Earn.RequestId] = Stopwatch.GetTimestamp();
                // What follows at once goes out together.
                call.RequestStream.WriteOptions = room.CurrentCount > 0 ? MoreToCome : null;
                await call.RequestStream.WriteAsync(new StreamCommandsRequest { Item = item }, CancellationToken.None);
            }
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception) when (receiving.IsFaulted)
        {
            // The stream broke; its other end says why.
        }
        await receiving;
        if (!sent.IsEmpty)
            throw new InvalidOperationException($"The stream ended with {sent.Count} commands unanswered.");
    }

    private async Task ReceiveAsync(IAsyncStreamReader<StreamCommandsResponse> responses, SemaphoreSlim room)
    {
        while (await responses.MoveNext(CancellationToken.None))
        {
            // A message without a result is a sign of life.
            if (responses.Current is not { Result: { } result } answer)
                continue;
            GrpcPaths.Accepted(result);
            if (!sent.TryRemove(answer.RequestId, out var started))
                throw new InvalidOperationException(
                    "An answer to a command that was not sent, or was answered: " + answer.RequestId);
            tally.Add(1, started);
            room.Release();
        }
    }
}

using System.Threading.Channels;
using Grpc.Core;

namespace Federation.Hosting;

/// <summary>
/// One open stream whose items are each answered by themselves: how many of them are undecided or unanswered, and the
/// answers on their way back. Items are read by one task, decided elsewhere and answered by another task, as they are
/// decided.
/// </summary>
/// <typeparam name="TAnswer">What an item came to.</typeparam>
/// <param name="maximum">How many items may be undecided or unanswered at a time.</param>
/// <param name="time">System time.</param>
/// <param name="cancel">The caller's own.</param>
public sealed class AnswerStream<TAnswer>(int maximum, TimeProvider time, CancellationToken cancel) : IDisposable
{
    /// <summary>After so long without an answer a sign of life is sent: whoever is in between cuts calls that are
    /// silent.</summary>
    public static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(30);

    // Answers that go out together: some 50 KB of them.
    private const int AnswersPerFlush = 100;
    private static readonly WriteOptions MoreToCome = new(WriteFlags.BufferHint);

    private readonly SemaphoreSlim room = new(maximum);
    private readonly Channel<TAnswer> answers =
        Channel.CreateUnbounded<TAnswer>(new UnboundedChannelOptions { SingleReader = true });

    // Whoever may still bring answers: the reader, and each submission.
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int sources = 1;

    /// <summary>Waits until one more item may be read.</summary>
    public Task WaitForRoomAsync(CancellationToken stop) => room.WaitAsync(stop);

    /// <summary>Takes room for one more item, if there is some at once.</summary>
    public bool TryTakeRoom() => room.Wait(0, CancellationToken.None);

    /// <summary>Gives room back that was taken for an item which did not come.</summary>
    public void ReturnRoom() => room.Release();

    /// <summary>An item is decided.</summary>
    public void Answer(TAnswer answer) => answers.Writer.TryWrite(answer);

    /// <summary>One more source of answers, which ends with <see cref="Leave"/>.</summary>
    public void Join() => Interlocked.Increment(ref sources);

    /// <summary>A source ends. The last one ends the answers.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref sources) > 0)
            return;
        answers.Writer.TryComplete();
        left.SetResult();
    }

    /// <summary>When all sources have ended.</summary>
    public Task AllLeftAsync() => left.Task;

    /// <summary>A fault of ours: the stream ends with it.</summary>
    public void Fail(Exception exception) => answers.Writer.TryComplete(exception);

    /// <summary>Sends answers until there are no more to come.</summary>
    /// <typeparam name="TResponse">The stream's messages; an empty one is a sign of life.</typeparam>
    /// <param name="responses">Where they go.</param>
    /// <param name="responseOf">The message of an answer.</param>
    public async Task AnswerAllAsync<TResponse>(
        IServerStreamWriter<TResponse> responses, Func<TAnswer, TResponse> responseOf)
        where TResponse : new()
    {
        var more = answers.Reader.WaitToReadAsync(cancel).AsTask();
        while (true)
        {
            try
            {
                if (!await more.WaitAsync(SignOfLife, time, cancel))
                    return;
            }
            catch (TimeoutException)
            {
                await responses.WriteAsync(new TResponse());
                continue;
            }
            for (var n = 1; answers.Reader.TryRead(out var answer); n++)
            {
                responses.WriteOptions = n % AnswersPerFlush != 0 && answers.Reader.TryPeek(out _) ? MoreToCome : null;
                await responses.WriteAsync(responseOf(answer));
                room.Release();
            }
            more = answers.Reader.WaitToReadAsync(cancel).AsTask();
        }
    }

    public void Dispose() => room.Dispose();
}

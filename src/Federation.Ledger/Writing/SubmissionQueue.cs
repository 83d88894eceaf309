using System.Collections.Concurrent;
using System.Threading.Channels;
using Federation.Errors.V1;
using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>
/// What waits for the writer: bounded, with a share per principal, so that one partner's burst leaves room for the
/// others. A full queue refuses at once and says when to come back.
/// </summary>
internal sealed class SubmissionQueue(LedgerOptions options, LedgerMeter meter)
{
    private readonly Channel<Submission> channel =
        Channel.CreateUnbounded<Submission>(new UnboundedChannelOptions { SingleReader = true });

    private readonly ConcurrentDictionary<Principal, int> waitingByPrincipal = new();
    private readonly int capacity = Math.Max(1, options.QueueCapacity / options.Writers);
    private int waiting;
    private Mark? awaited;

    /// <exception cref="RefusalException">QUEUE_FULL, or MODULE_UNREACHABLE when the process is stopping.</exception>
    public void Enter(Submission submission)
    {
        var size = submission.Commands.Count;
        var share = (int)(capacity * options.PrincipalShare);
        var mine = waitingByPrincipal.AddOrUpdate(submission.Principal, size, (_, n) => n + size);
        var all = Interlocked.Add(ref waiting, size);
        if (mine > share || all > capacity)
        {
            Leave(submission);
            meter.QueueFull();
            throw new RefusalException(new Refusal(
                ErrorReason.QueueFull, mine > share ? "This principal's share of the ledger's queue is full."
                : "The ledger's queue is full.")
            { RetryDelay = TimeSpan.FromMilliseconds(100) });
        }
        if (channel.Writer.TryWrite(submission))
        {
            var mark = Volatile.Read(ref awaited);
            if (mark is not null && Volatile.Read(ref waiting) >= mark.Commands)
                mark.Reached.TrySetResult();
            return;
        }
        Leave(submission);
        throw new RefusalException(
            new Refusal(ErrorReason.ModuleUnreachable, "The ledger is stopping; send the same command again.")
            { RetryDelay = TimeSpan.FromSeconds(1) });
    }

    /// <summary>Completed once so many commands wait, or <see cref="StopFilling"/> was called. For one caller at a
    /// time.</summary>
    public Task FilledAsync(int commands)
    {
        var mark = new Mark(commands);
        Volatile.Write(ref awaited, mark);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref waiting) >= commands)
            mark.Reached.TrySetResult();
        return mark.Reached.Task;
    }

    /// <summary>Whatever waits, up to about <paramref name="groupSize"/> commands; null once closed and
    /// empty.</summary>
    public async ValueTask<List<Submission>?> TakeAsync(int groupSize)
    {
        if (!await channel.Reader.WaitToReadAsync())
            return null;
        var taken = new List<Submission>();
        var commands = 0;
        while (commands < groupSize && channel.Reader.TryPeek(out var next)
            && (commands == 0 || commands + next.Commands.Count <= groupSize) && channel.Reader.TryRead(out next))
        {
            taken.Add(next);
            commands += next.Commands.Count;
            Leave(next);
        }
        return taken;
    }

    /// <summary>Whoever waits for more commands is to take what there is.</summary>
    public void StopFilling() => Volatile.Read(ref awaited)?.Reached.TrySetResult();

    public void Close() => channel.Writer.TryComplete();

    private void Leave(Submission submission)
    {
        var size = submission.Commands.Count;
        Interlocked.Add(ref waiting, -size);
        waitingByPrincipal.AddOrUpdate(submission.Principal, 0, (_, n) => n - size);
    }

    private sealed record Mark(int Commands)
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

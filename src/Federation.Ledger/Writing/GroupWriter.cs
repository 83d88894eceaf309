using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

/// <summary>
/// Adaptive group commit: callers queue, this writer takes whatever waits and commits it in one transaction. A group is
/// one command when idle and hundreds under load; there is no timer. An answer means durable. Any number of writers, in
/// one process or on many nodes, may share a database: correctness rests on row locks. Where the database locks rows, a
/// writer has two groups under way, as <see cref="GroupTurn"/> tells.
/// </summary>
internal sealed class GroupWriter : BackgroundService
{
    private readonly LedgerOptions options;
    private readonly TimeProvider time;
    private readonly SubmissionQueue queue;
    private readonly SemaphoreSlim taking = new(1, 1);
    private readonly GroupLane[] lanes;
    private GroupTurn? last;

    /// <param name="newStore">Makes a connection to the database.</param>
    /// <param name="books">For what is seldom asked.</param>
    /// <param name="policies">The coins' rules as of now.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">System time.</param>
    /// <param name="meter">What is counted.</param>
    /// <param name="logger">The log.</param>
    /// <param name="random">Spreads the retries of writers that met on a lock.</param>
    public GroupWriter(
        Func<IPostingStore> newStore, IWriterBooks books, Func<CoinPolicies> policies, LedgerOptions options,
        TimeProvider time,
        LedgerMeter meter, ILogger logger, Random random)
    {
        (this.options, this.time) = (options, time);
        queue = new SubmissionQueue(options, meter);
        var first = newStore();
        var walletIds = new WalletIdCache();
        IPostingStore[] stores = first.LocksRows ? [first, newStore()] : [first];
        lanes = [.. stores.Select(
            store => new GroupLane(store, walletIds, books, policies, options, time, meter, logger, random))];
    }

    /// <summary>Lets commands queue; they are decided in one group.</summary>
    /// <exception cref="RefusalException">QUEUE_FULL, MODULE_UNREACHABLE: nothing happened.</exception>
    public Task<IReadOnlyList<Verdict>> EnterAsync(Submission submission)
    {
        queue.Enter(submission);
        return submission.Verdicts.Task;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => RunAsync(stoppingToken);

    internal async Task RunAsync(CancellationToken stoppingToken)
    {
        // Off the start-up path: SQLite's calls are synchronous.
        await Task.Yield();
        // After the stop what has been taken is still decided; nobody new is let in.
        await using var stop = stoppingToken.Register(queue.Close);
        try
        {
            await Task.WhenAll(lanes.Select(lane => RunAsync(lane, stoppingToken)));
        }
        catch (Exception e) when (DatabaseErrors.IsCancellation(e, stoppingToken))
        {
            // Stopped before it began.
        }
    }

    /// <summary>One lane that ends ends the other: a host stops when a writer fails.</summary>
    private async Task RunAsync(GroupLane lane, CancellationToken stop)
    {
        try
        {
            await lane.RunAsync(TakeAsync, stop);
        }
        finally
        {
            queue.Close();
        }
    }

    /// <summary>The next group and its turn; null once the queue is closed and empty. While a group is under way
    /// another one is only begun when enough waits for it: many small ones would be slower than one.</summary>
    private async Task<(List<Submission> Group, GroupTurn Turn)?> TakeAsync()
    {
        await taking.WaitAsync();
        try
        {
            var filled = queue.FilledAsync(options.GroupSize / 4);
            if (last is { HasEnded: false })
                await filled;
            return await queue.TakeAsync(options.GroupSize) is { } group
                ? (DropLate(group), last = new GroupTurn(last, queue.StopFilling)) : null;
        }
        finally
        {
            taking.Release();
        }
    }

    public override void Dispose()
    {
        queue.Close();
        taking.Dispose();
        base.Dispose();
    }

    private List<Submission> DropLate(List<Submission> submissions)
    {
        var now = time.GetUtcNow();
        foreach (var late in submissions.Where(s => s.Deadline < now))
            late.Fail(new RefusalException(
                ErrorReason.DeadlinePassed, "The deadline passed while the command waited; it was not executed."));
        submissions.RemoveAll(s => s.Deadline < now);
        return submissions;
    }
}

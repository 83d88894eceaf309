using System.Diagnostics;
using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

/// <summary>
/// Adaptive group commit: callers queue, this writer takes whatever waits and commits it in one transaction. A group is one
/// command when idle and hundreds under load; there is no timer. An answer means durable. Any number of writers, in one process
/// or on many nodes, may share a database: correctness rests on row locks.
/// </summary>
/// <param name="store">The database, this writer's alone.</param>
/// <param name="books">For what is seldom asked.</param>
/// <param name="policies">The coins' rules as of now.</param>
/// <param name="options">Limits.</param>
/// <param name="time">System time.</param>
/// <param name="meter">What is counted.</param>
/// <param name="logger">The log.</param>
/// <param name="chance">Spreads the attempts of writers that were in each other's way.</param>
internal sealed class GroupWriter(
    IPostingStore store, IWriterBooks books, Func<CoinPolicies> policies, LedgerOptions options, TimeProvider time,
    LedgerMeter meter, ILogger logger, Random chance) : BackgroundService
{
    private readonly SubmissionQueue queue = new(options, meter);
    private readonly WalletIdCache walletIds = new(store);

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
        await using var slot = new WriterSlot(books, time, logger);
        try
        {
            await ClaimAsync(slot, stoppingToken);
            // After the stop what has been taken is still decided; nobody new is let in.
            await using var stop = stoppingToken.Register(queue.Close);
            while (await queue.TakeAsync(options.GroupSize) is { } submissions)
                await PostAsync(DropLate(submissions), slot);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it began.
        }
    }

    /// <summary>Without its slot a writer cannot write, and nobody else would take what waits for it: so it asks until the database
    /// answers.</summary>
    private async Task ClaimAsync(WriterSlot slot, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await slot.ClaimAsync(stop);
                return;
            }
            catch (Exception e) when (DatabaseErrors.IsTransient(e) || DatabaseErrors.IsUnavailable(e))
            {
                Log.DatabaseUnavailable(logger, attempt, e.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5000, 100 << Math.Min(attempt, 10))), time, stop);
            }
        }
    }

    public override void Dispose()
    {
        queue.Close();
        base.Dispose();
    }

    private List<Submission> DropLate(List<Submission> submissions)
    {
        var now = time.GetUtcNow();
        foreach (var late in submissions.Where(s => s.Deadline < now))
            late.Fail(new RefusalException(ErrorReason.DeadlinePassed, "The deadline passed while the command waited; it was not executed."));
        submissions.RemoveAll(s => s.Deadline < now);
        return submissions;
    }

    /// <summary>Posts one group; after a fault that is not the database's, one submission at a time, so that one bad command
    /// never fails another.</summary>
    private async Task PostAsync(List<Submission> submissions, WriterSlot slot)
    {
        if (submissions.Count == 0)
            return;
        try
        {
            await PostGroupAsync(submissions, slot);
        }
        catch (RefusalException e)
        {
            submissions.ForEach(s => s.Fail(e));
        }
        catch (Exception e) when (submissions.Count > 1)
        {
            Log.GroupFailed(logger, e, submissions.Count);
            foreach (var submission in submissions)
                await PostAsync([submission], slot);
        }
        catch (Exception e)
        {
            submissions[0].Fail(e);
        }
    }

    private async Task PostGroupAsync(List<Submission> submissions, WriterSlot slot)
    {
        var commands = submissions.SelectMany(s => s.Commands).ToList();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await TryPostAsync(submissions, commands, slot))
                    return;
            }
            catch (Exception e) when (DatabaseErrors.IsUniqueViolation(e) || DatabaseErrors.IsTransient(e))
            {
                await store.AbandonAsync();
                Log.GroupRetried(logger, attempt, e.Message);
                if (attempt >= options.Attempts)
                    throw Unknown();
                await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(1, 10 << attempt)), time);
            }
            catch (Exception e) when (DatabaseErrors.IsUnavailable(e))
            {
                await store.AbandonAsync();
                Log.DatabaseUnavailable(logger, attempt, e.Message);
                if (attempt >= options.Attempts)
                    throw Unknown();
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), time);
            }
            catch
            {
                await store.AbandonAsync();
                throw;
            }
        }
    }

    /// <summary>One attempt. False when its commit was found not to have happened: decide again.</summary>
    private async Task<bool> TryPostAsync(List<Submission> submissions, List<Command> commands, WriterSlot slot)
    {
        var started = Stopwatch.GetTimestamp();
        var ids = await walletIds.ResolveAsync(submissions, CancellationToken.None);
        var reads = GroupReads.For(commands, JournalIds.NewGroup(time.UtcNow()), time.UtcNow, ids, slot.Totals, policies());
        var state = await store.BeginAsync(reads, CancellationToken.None);
        var verdicts = submissions.ConvertAll(s => Decide(state, s));
        if (state.Decisions.Count == 0)
        {
            await store.CommitAsync(CancellationToken.None);
            Answer(submissions, verdicts, 0);
            return true;
        }
        var number = await store.WriteAsync(state, slot.Number, CancellationToken.None);
        try
        {
            await store.CommitAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.CommitUnanswered(logger, e, state.GroupId);
            if (await SettleAsync(state.GroupId) is not { } settled)
                return false;
            number = settled;
        }
        slot.Add(state.TotalChanges);
        meter.GroupCommitted(state.Decisions.Count, Stopwatch.GetElapsedTime(started));
        Answer(submissions, verdicts, number);
        return true;
    }

    private static IReadOnlyList<Verdict> Decide(GroupState state, Submission submission) => submission switch
    {
        { DryRun: true } => Posting.DecideDry(state, submission.Commands, submission.Atomic),
        { Atomic: true } => Posting.DecideAtomic(state, submission.Commands),
        _ => [.. submission.Commands.Select(c => Posting.Decide(state, c))],
    };

    private static void Answer(List<Submission> submissions, List<IReadOnlyList<Verdict>> verdicts, long number)
    {
        for (var i = 0; i < submissions.Count; i++)
        {
            foreach (var verdict in verdicts[i])
                if (verdict.Decision?.Journal is { } journal)
                    journal.GroupNumber = number;
            submissions[i].Verdicts.TrySetResult(verdicts[i]);
        }
    }

    private async Task<long?> SettleAsync(Guid groupId)
    {
        for (var attempt = 1; attempt <= options.SettleAttempts; attempt++)
        {
            try
            {
                return await store.SettleAsync(groupId, time.UtcNow(), CancellationToken.None);
            }
            catch (Exception e)
            {
                Log.SettleFailed(logger, attempt, e.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(2000, 50 << attempt)), time);
            }
        }
        throw Unknown();
    }

    public static RefusalException Unknown() => new(new Refusal(
        ErrorReason.OutcomeUnknown, "The database did not say whether the command was committed; send the same command again.")
    { RetryDelay = TimeSpan.FromSeconds(1) });
}

using System.Diagnostics;
using Federation.Errors.V1;
using Federation.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Ledger;

/// <summary>One of a writer's connections: it takes a group when it is its turn, and sees it through.</summary>
/// <param name="store">The database, this lane's alone.</param>
/// <param name="walletIds">What the writer's lanes know of wallets.</param>
/// <param name="books">For what is seldom asked.</param>
/// <param name="policies">The coins' rules as of now.</param>
/// <param name="options">Limits.</param>
/// <param name="time">System time.</param>
/// <param name="meter">What is counted.</param>
/// <param name="logger">The log.</param>
/// <param name="random">Spreads the retries of writers that met on a lock.</param>
internal sealed class GroupLane(
    IPostingStore store, WalletIdCache walletIds, IWriterBooks books, Func<CoinPolicies> policies,
    LedgerOptions options, TimeProvider time,
    LedgerMeter meter, ILogger logger, Random random)
{
    /// <summary>Decides and commits groups until there are no more; its connection ends with it.</summary>
    public async Task RunAsync(Func<Task<(List<Submission> Group, GroupTurn Turn)?>> takeAsync, CancellationToken stop)
    {
        await using var connection = store;
        await using var slot = new WriterSlot(books, time, logger);
        await ClaimAsync(slot, stop);
        while (await takeAsync() is var (group, turn))
        {
            try
            {
                await CommitAsync(group, turn, slot);
                await turn.EndedBefore;
            }
            finally
            {
                turn.End();
            }
        }
    }

    /// <summary>Without its slot a writer cannot write, and nobody else would take what waits for it: so it asks until
    /// the database answers.</summary>
    private async Task ClaimAsync(WriterSlot slot, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await slot.ClaimAsync(stop);
                return;
            }
            catch (Exception e) when (DatabaseErrors.IsPassing(e))
            {
                Log.LedgerDatabaseUnavailable(logger, attempt, e.Message);
                await Task.Delay(Backoff(100, attempt), time, stop);
            }
        }
    }

    /// <summary>Decides and commits one group; after a fault that is not the database's, one submission at a time, so
    /// that one bad command never fails another.</summary>
    private async Task CommitAsync(List<Submission> submissions, GroupTurn turn, WriterSlot slot)
    {
        if (submissions.Count == 0)
            return;
        try
        {
            await CommitGroupAsync(submissions, turn, slot);
        }
        catch (RefusalException e)
        {
            submissions.ForEach(s => s.Fail(e));
        }
        catch (Exception e) when (submissions.Count > 1)
        {
            Log.GroupFailed(logger, e, submissions.Count);
            foreach (var submission in submissions)
                await CommitAsync([submission], turn, slot);
        }
        catch (Exception e)
        {
            submissions[0].Fail(e);
        }
    }

    private async Task CommitGroupAsync(List<Submission> submissions, GroupTurn turn, WriterSlot slot)
    {
        var commands = submissions.SelectMany(s => s.Commands).ToList();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await TryCommitAsync(submissions, commands, turn, slot))
                    return;
            }
            catch (Exception e) when (Contention.IsContended(e))
            {
                await FalterAsync(turn);
                Log.GroupRetried(logger, attempt, e.Message);
                if (attempt >= options.Attempts)
                    throw Unknown();
                await Task.Delay(Backoff(10, attempt) * random.NextDouble(), time);
            }
            catch (Exception e) when (DatabaseErrors.IsUnavailable(e))
            {
                await FalterAsync(turn);
                Log.LedgerDatabaseUnavailable(logger, attempt, e.Message);
                if (attempt >= options.Attempts)
                    throw Unknown();
                await Task.Delay(Backoff(100, attempt), time);
            }
            catch
            {
                await FalterAsync(turn);
                throw;
            }
        }
    }

    private Task FalterAsync(GroupTurn turn)
    {
        turn.Falter();
        return store.AbandonAsync();
    }

    /// <summary>One attempt. False when its commit was found not to have happened, or the group before is decided
    /// again: then this one is too.</summary>
    private async Task<bool> TryCommitAsync(
        List<Submission> submissions, List<Command> commands, GroupTurn turn, WriterSlot slot)
    {
        await turn.MayLockAsync();
        var started = Stopwatch.GetTimestamp();
        var ids = await walletIds.ResolveAsync(store, submissions, CancellationToken.None);
        var reads =
            GroupReads.For(commands, GroupId.New(time.UtcNow()), time.UtcNow, ids, slot.Totals, policies());
        var state = await store.BeginAsync(reads, CancellationToken.None);
        turn.Locked();
        var verdicts = submissions.ConvertAll(s => Decide(state, s));
        if (state.Decisions.Count == 0)
        {
            await store.CommitAsync(CancellationToken.None);
            Answer(submissions, verdicts, 0);
            return true;
        }
        if (!await turn.MayWriteAsync())
        {
            await FalterAsync(turn);
            await turn.EndedBefore;
            return false;
        }
        var number = await store.WriteAsync(state, slot.Number, CancellationToken.None);
        try
        {
            await store.CommitAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.CommitUnanswered(logger, e, state.GroupId);
            turn.Falter();
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
                if (verdict is Verdict.Decided { Decision: Decision.Accepted { Journal: var journal } })
                    journal.GroupNumber = number;
            submissions[i].Verdicts.TrySetResult(verdicts[i]);
        }
    }

    private async Task<long?> SettleAsync(GroupId groupId)
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
                await Task.Delay(Backoff(50, attempt), time);
            }
        }
        throw Unknown();
    }

    /// <summary>Twice as long after each attempt, up to five seconds.</summary>
    private static TimeSpan Backoff(int milliseconds, int attempt) =>
        TimeSpan.FromMilliseconds(Math.Min(5000, milliseconds << Math.Min(attempt, 10)));

    public static RefusalException Unknown() => new(new Refusal(
        ErrorReason.OutcomeUnknown,
        "The database did not say whether the command was committed; send the same command again.")
    { RetryDelay = TimeSpan.FromSeconds(1) });
}

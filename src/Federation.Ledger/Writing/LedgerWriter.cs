using System.Diagnostics;
using Federation.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Ledger;

/// <summary>
/// The one way into the books. Commands go to one of the process's writers, by a hash of their member, so that the
/// writers' wallets are disjoint but for gifts; what a member does is decided in the order in which it came.
/// </summary>
internal sealed class LedgerWriter : IHostedService, IDisposable
{
    private readonly IWriterBooks books;
    private readonly GroupWriter[] writers;

    // A burst of commands that were sent before must not take all connections of the pool.
    private readonly SemaphoreSlim readers = new(8);

    public LedgerWriter(
        Func<IPostingStore> newStore, IServiceScopeFactory scopes, Func<CoinPolicies> policies,
        IOptions<LedgerOptions> options,
        TimeProvider time, LedgerMeter meter, ILogger<LedgerWriter> logger)
        : this(newStore, new WriterBooks(scopes), policies, options.Value, time, meter, logger, Random.Shared)
    {
    }

    /// <summary>With other books and another source of randomness: for the simulation.</summary>
    internal LedgerWriter(
        Func<IPostingStore> newStore, IWriterBooks books, Func<CoinPolicies> policies, LedgerOptions options,
        TimeProvider time,
        LedgerMeter meter, ILogger logger, Random random)
    {
        this.books = books;
        writers = [.. Enumerable.Range(0, options.Writers)
            .Select(_ => new GroupWriter(newStore, books, policies, options, time, meter, logger, random))];
    }

    /// <summary>Decides commands: each by itself, or (atomic) all or none.</summary>
    /// <param name="commands">The commands, in order.</param>
    /// <param name="atomic">Whether one refusal refuses all.</param>
    /// <param name="cancel">Ends the waiting; the commands may be decided all the same.</param>
    /// <param name="dryRun">Whether nothing is to be written.</param>
    /// <returns>What each came to, in order; a refusal of one command is in its place.</returns>
    /// <exception cref="RefusalException">QUEUE_FULL, DEADLINE_PASSED, OUTCOME_UNKNOWN: nothing is known to have
    /// happened to any. What only some met is in their places.</exception>
    public async Task<IReadOnlyList<CommandOutcome>> SubmitAsync(
        IReadOnlyList<Command> commands, bool atomic, CancellationToken cancel, bool dryRun = false)
    {
        var verdicts = await DecideAsync(commands, atomic, dryRun).WaitAsync(cancel);
        var known = verdicts.OfType<Verdict.Known>().Select(v => v.Outcome.Id).ToHashSet();
        var read = known.Count == 0 ? [] : await ReadAsync(known, cancel);
        return [.. verdicts.Select(v => OutcomeOf(v, read))];
    }

    private static CommandOutcome OutcomeOf(
        Verdict verdict, Dictionary<JournalId, CommandOutcome> read) => verdict switch
        {
            Verdict.Decided decided => decided.Decision.ToOutcome(replayed: false),
            Verdict.Known known => read[known.Outcome.Id],
            Verdict.Passing passing => new CommandOutcome.Refused(passing.Refusal, Replayed: false),
            _ => throw new UnreachableException(),
        };

    /// <summary>What is decided together goes to one writer; the rest is shared out.</summary>
    private async Task<IReadOnlyList<Verdict>> DecideAsync(IReadOnlyList<Command> commands, bool atomic, bool dryRun)
    {
        if (atomic || dryRun || writers.Length == 1 || commands.Count == 1)
            return await WriterOf(commands[0]).EnterAsync(new Submission(commands, atomic, dryRun));
        var parts = commands.Select((command, at) => (command, at)).GroupBy(c => WriterOf(c.command)).ToList();
        if (parts.Count == 1)
            return await parts[0].Key.EnterAsync(new Submission(commands, atomic: false, dryRun: false));
        var entered = parts.ConvertAll(part => DecidePartAsync(part.Key, [.. part.Select(c => c.command)]));
        var verdicts = new Verdict[commands.Count];
        for (var i = 0; i < parts.Count; i++)
            foreach (var (item, verdict) in parts[i].Zip(await entered[i]))
                verdicts[item.at] = verdict;
        return verdicts;
    }

    /// <summary>One writer's part. What another writer decides stands: so a queue that is full refuses each of the
    /// part's commands in its place, and only those are to be sent again.</summary>
    private static async Task<IReadOnlyList<Verdict>> DecidePartAsync(GroupWriter writer, IReadOnlyList<Command> part)
    {
        try
        {
            return await writer.EnterAsync(new Submission(part, atomic: false, dryRun: false));
        }
        catch (RefusalException e)
        {
            return [.. part.Select(_ => new Verdict.Passing(e.Refusal))];
        }
    }

    /// <summary>Which of the writers decides a command: commands of one share are decided in the order in which they
    /// came.</summary>
    public int ShareOf(Command command) => (command.MemberHash() & int.MaxValue) % writers.Length;

    private GroupWriter WriterOf(Command command) => writers[ShareOf(command)];

    private async Task<Dictionary<JournalId, CommandOutcome>> ReadAsync(
        HashSet<JournalId> ids, CancellationToken cancel)
    {
        await readers.WaitAsync(cancel);
        try
        {
            return await books.ReadAsync(ids, cancel);
        }
        catch (Exception e) when (DatabaseErrors.IsPassing(e))
        {
            throw GroupLane.Unknown();
        }
        finally
        {
            readers.Release();
        }
    }

    /// <summary>Runs the writers where it is called, until they are stopped: what the start does on the thread
    /// pool.</summary>
    internal Task RunAsync(CancellationToken stop) => Task.WhenAll(writers.Select(w => w.RunAsync(stop)));

    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(writers.Select(w => w.StartAsync(cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(writers.Select(w => w.StopAsync(cancellationToken)));

    public void Dispose()
    {
        foreach (var writer in writers)
            writer.Dispose();
        readers.Dispose();
    }
}

using Federation.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Ledger;

/// <summary>
/// The one way into the books. Commands go to one of the process's writers, by a hash of their member, so that the writers' wallets are
/// disjoint but for gifts; what a member does is decided in the order in which it came.
/// </summary>
internal sealed class LedgerWriter : IHostedService, IDisposable
{
    private readonly IServiceScopeFactory scopes;
    private readonly GroupWriter[] writers;

    public LedgerWriter(
        Func<IPostingStore> newStore, IServiceScopeFactory scopes, Func<CoinPolicies> policies, IOptions<LedgerOptions> options,
        TimeProvider time, LedgerMeter meter, ILogger<LedgerWriter> logger)
    {
        this.scopes = scopes;
        writers = [.. Enumerable.Range(0, options.Value.Writers)
            .Select(_ => new GroupWriter(newStore(), scopes, policies, options.Value, time, meter, logger))];
    }

    /// <summary>Decides commands: each by itself, or (atomic) all or none.</summary>
    /// <param name="commands">The commands, in order.</param>
    /// <param name="atomic">Whether one refusal refuses all.</param>
    /// <param name="cancel">Ends the waiting; the commands may be decided all the same.</param>
    /// <param name="dryRun">Whether nothing is to be written.</param>
    /// <returns>What each came to, in order; a refusal of one command is in its place.</returns>
    /// <exception cref="RefusalException">QUEUE_FULL, DEADLINE_PASSED, OUTCOME_UNKNOWN: nothing is known to have happened.</exception>
    public async Task<IReadOnlyList<Posted>> SubmitAsync(
        IReadOnlyList<Command> commands, bool atomic, CancellationToken cancel, bool dryRun = false)
    {
        var verdicts = await DecideAsync(commands, atomic, dryRun).WaitAsync(cancel);
        var known = verdicts.Where(v => v.KnownId is not null).Select(v => v.KnownId!.Value).ToHashSet();
        var read = known.Count == 0 ? null : await ReadAsync(known, cancel);
        return [.. verdicts.Select(v => v.KnownId is { } id ? read![id] : new Posted(v.Decision?.Journal, v.Refusal, false))];
    }

    /// <summary>What is decided together goes to one writer; the rest is shared out.</summary>
    private async Task<IReadOnlyList<Verdict>> DecideAsync(IReadOnlyList<Command> commands, bool atomic, bool dryRun)
    {
        if (atomic || dryRun || writers.Length == 1 || commands.Count == 1)
            return await WriterOf(commands[0]).EnterAsync(new Submission(commands, atomic, dryRun));
        var parts = commands.Select((command, at) => (command, at)).GroupBy(c => WriterOf(c.command)).ToList();
        var decided = await Task.WhenAll(parts.Select(
            part => part.Key.EnterAsync(new Submission([.. part.Select(c => c.command)], atomic: false, dryRun: false))));
        var verdicts = new Verdict[commands.Count];
        foreach (var (part, results) in parts.Zip(decided))
            foreach (var (item, verdict) in part.Zip(results))
                verdicts[item.at] = verdict;
        return verdicts;
    }

    /// <summary>Which of the writers decides a command: commands of one share are decided in the order in which they came.</summary>
    public int ShareOf(Command command) => (command.MemberHash() & int.MaxValue) % writers.Length;

    private GroupWriter WriterOf(Command command) => writers[ShareOf(command)];

    private async Task<Dictionary<Guid, Posted>> ReadAsync(HashSet<Guid> ids, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<LedgerDb>().ReadAsync(ids, cancel);
        }
        catch (Exception e) when (DatabaseErrors.IsConnectionLost(e))
        {
            throw GroupWriter.Unknown();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(writers.Select(w => w.StartAsync(cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(writers.Select(w => w.StopAsync(cancellationToken)));

    public void Dispose()
    {
        foreach (var writer in writers)
            writer.Dispose();
    }
}

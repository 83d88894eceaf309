namespace Federation.Ledger;

/// <summary>Commands that were submitted together, and whoever waits for their verdicts.</summary>
internal sealed class Submission(IReadOnlyList<Command> commands, bool atomic, bool dryRun)
{
    public IReadOnlyList<Command> Commands => commands;

    public bool Atomic => atomic;

    /// <summary>Decided like others, and nothing of it is written.</summary>
    public bool DryRun => dryRun;

    public Principal Principal { get; } = commands[0].Principal;

    public DateTimeOffset Deadline { get; } = commands.Min(c => c.Envelope.Deadline);

    public TaskCompletionSource<IReadOnlyList<Verdict>> Verdicts { get; } = new(
        TaskCreationOptions.RunContinuationsAsynchronously);

    public void Fail(Exception exception) => Verdicts.TrySetException(exception);
}

using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>What a command came to: a journal, or a refusal.</summary>
internal abstract record CommandOutcome
{
    private CommandOutcome(bool replayed) => Replayed = replayed;

    /// <summary>Whether the command had been decided before.</summary>
    public bool Replayed { get; }

    /// <summary>The journal, if the command was accepted.</summary>
    public virtual JournalRecord? Journal => null;

    /// <summary>The refusal, if it was refused.</summary>
    public virtual Refusal? Refusal => null;

    /// <summary>The journal, where a refusal ends the call.</summary>
    /// <exception cref="RefusalException">The command was refused.</exception>
    public abstract JournalRecord RequireJournal();

    public sealed record Accepted(JournalRecord Journal, bool Replayed) : CommandOutcome(Replayed)
    {
        public override JournalRecord Journal { get; } = Journal;

        public override JournalRecord RequireJournal() => Journal;
    }

    public sealed record Refused(Refusal Refusal, bool Replayed) : CommandOutcome(Replayed)
    {
        public override Refusal Refusal { get; } = Refusal;

        public override JournalRecord RequireJournal() => throw new RefusalException(Refusal);
    }
}

using Federation.Hosting;
using Google.Protobuf;

namespace Federation.Ledger;

/// <summary>A command and what the ledger's rules made of it in this group, to be written.</summary>
internal abstract record Decision
{
    private Decision(Command command, JournalId id, DateTimeOffset time) => (Command, Id, Time) = (command, id, time);

    public Command Command { get; }

    /// <summary>The outcome's id; the journal of an accepted command has the same.</summary>
    public JournalId Id { get; }

    /// <summary>When it was decided, in alliance time.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>The journal, if the command was accepted. In the row of a refusal its columns are empty.</summary>
    public virtual JournalRecord? Journal => null;

    /// <summary>The refusal, if the command was refused.</summary>
    public virtual Refusal? Refusal => null;

    public abstract CommandOutcome ToOutcome(bool replayed);

    public OutcomeRow ToRow() => new()
    {
        Id = Id.Value,
        Principal = Command.Principal.ToString(),
        RequestId = Command.RequestId,
        Fingerprint = Command.Fingerprint,
        Kind = Command.Kind,
        Time = Time,
        Refused = Refusal?.ToOutcome().ToByteArray(),
        Corrects = Journal?.Corrects?.Value,
        EffectiveTime = Journal?.EffectiveTime,
        Until = Journal?.Until,
        ExternalReference = Journal?.ExternalReference,
        ReasonCode = Journal?.ReasonCode,
        Merchant = Journal?.Merchant,
        Detail = Journal?.Detail,
        Bundle = Journal?.Bundle?.Value,
        ClientId = Command.ClientId,
    };

    public sealed record Accepted(Command Command, JournalRecord Journal) : Decision(Command, Journal.Id, Journal.Time)
    {
        public override JournalRecord Journal { get; } = Journal;

        public override CommandOutcome ToOutcome(bool replayed) => new CommandOutcome.Accepted(Journal, replayed);
    }

    public sealed record Refused(Command Command, JournalId Id, DateTimeOffset Time, Refusal Refusal)
        : Decision(Command, Id, Time)
    {
        public override Refusal Refusal { get; } = Refusal;

        public override CommandOutcome ToOutcome(bool replayed) => new CommandOutcome.Refused(Refusal, replayed);
    }
}

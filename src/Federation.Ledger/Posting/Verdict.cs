using Federation.Hosting;

namespace Federation.Ledger;

/// <summary>What deciding a command gave.</summary>
internal abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>Whether the command was refused, now or when it was decided before.</summary>
    public abstract bool IsRefused { get; }

    /// <summary>The refusal, if the command was refused now. That of one decided before is in the books.</summary>
    public virtual Refusal? Refusal => null;

    /// <summary>The command was decided in this group, and the decision is to be written.</summary>
    public sealed record Decided(Decision Decision) : Verdict
    {
        public override bool IsRefused => Decision is Decision.Refused;

        public override Refusal? Refusal => Decision.Refusal;
    }

    /// <summary>The command has an outcome already.</summary>
    public sealed record Known(KnownOutcome Outcome) : Verdict
    {
        public override bool IsRefused => Outcome.Refused;
    }

    /// <summary>The command was refused and nothing is recorded: sent again, it is decided anew.</summary>
    public sealed record Passing(Refusal Refusal) : Verdict
    {
        public override bool IsRefused => true;

        public override Refusal Refusal { get; } = Refusal;
    }
}

using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Decisions of programmes.</summary>
internal abstract partial record Command
{
    /// <summary>
    /// The head of a bundle: what a programme decided. It moves tallies and uses things up; the commands that follow it
    /// in its submission move the coins, and all of it happens or nothing.
    /// </summary>
    /// <param name="Envelope">What every command carries.</param>
    /// <param name="Kind">PROGRAM or REWARD.</param>
    /// <param name="Steps">How it moves tallies, none twice.</param>
    public sealed record Bundle(Envelope Envelope, JournalKind Kind, IReadOnlyList<TallyStep> Steps) : Command(Envelope)
    {
        public override JournalKind Kind { get; } = Kind;

        public override IReadOnlyList<Consumption> Consumes => Consumptions;

        public IReadOnlyList<Consumption> Consumptions { get; init; } = [];

        public override IReadOnlyList<TallyStep> TallySteps => Steps;

        public override Guid? Member => Of;

        /// <summary>The member whose coins its parts move first: all commands on a wallet go to one writer.</summary>
        public Guid? Of { get; init; }
    }
}

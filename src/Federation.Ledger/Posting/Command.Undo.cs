using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Commands on a journal that was booked before.</summary>
internal abstract partial record Command
{
    /// <summary>Makes the coins of a pending earning available.</summary>
    public sealed record Confirm(Envelope Envelope, JournalRecord Earning) : Command(Envelope)
    {
        public override JournalKind Kind => JournalKind.Confirm;

        public override JournalRecord? About => Earning;
    }

    /// <summary>A command that undoes a journal, whole or in part.</summary>
    /// <param name="Envelope">What every command carries.</param>
    /// <param name="Original">The journal to undo.</param>
    public abstract record Undoing(Envelope Envelope, JournalRecord Original) : Command(Envelope)
    {
        public override bool MayTakeCoins => true;

        public override JournalRecord? About => Original;

        /// <summary>Of a captured payment: the hold that was captured.</summary>
        public PaymentHold? Held { get; init; }

        /// <summary>What was earned on the purchase that is undone, as far as it was known before the group.</summary>
        public IReadOnlyList<JournalRecord> Earnings { get; init; } = [];

        public override IReadOnlyList<JournalRecord> Originals() =>
            Held is { } hold ? [Original, hold.Journal, .. Earnings] : [Original, .. Earnings];
    }

    /// <param name="Envelope">What every command carries.</param>
    /// <param name="Original">The spending.</param>
    /// <param name="Units">How many of the redeemed units; 0: all that are left.</param>
    public sealed record Refund(Envelope Envelope, JournalRecord Original, long Units) : Undoing(Envelope, Original)
    {
        public override JournalKind Kind => JournalKind.Refund;
    }

    public sealed record Reverse(Envelope Envelope, JournalRecord Original) : Undoing(Envelope, Original)
    {
        public override JournalKind Kind => JournalKind.Reverse;
    }
}

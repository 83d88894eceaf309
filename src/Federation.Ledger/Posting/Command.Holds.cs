using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Commands that set coins aside, and those on a hold.</summary>
internal abstract partial record Command
{
    public sealed record Hold(Envelope Envelope, WalletKey Wallet, long Units, TimeSpan Lifetime)
        : OnWallet(Envelope, Wallet)
    {
        public override JournalKind Kind => JournalKind.Hold;

        /// <summary>The provenances that may be taken; all where empty.</summary>
        public IReadOnlyList<Provenance> Provenances { get; init; } = [];
    }

    /// <summary>A command on a hold.</summary>
    /// <param name="Envelope">What every command carries.</param>
    /// <param name="Held">The hold's journal.</param>
    public abstract record OnHold(Envelope Envelope, JournalRecord Held) : Command(Envelope)
    {
        public override JournalRecord? About => Held;
    }

    /// <param name="Envelope">What every command carries.</param>
    /// <param name="Held">The hold's journal.</param>
    /// <param name="Units">How many coins; 0: all that are held.</param>
    public sealed record Capture(Envelope Envelope, JournalRecord Held, long Units) : OnHold(Envelope, Held)
    {
        public override JournalKind Kind => JournalKind.Capture;

        /// <summary>Whether the rest stays held.</summary>
        public bool KeepsRest { get; init; }
    }

    /// <summary>Releases a hold, also a payment's.</summary>
    /// <param name="Envelope">What every command carries.</param>
    /// <param name="Held">The hold's journal.</param>
    /// <param name="Units">How many coins; 0: all that are held.</param>
    public sealed record Release(Envelope Envelope, JournalRecord Held, long Units) : OnHold(Envelope, Held)
    {
        public override JournalKind Kind => JournalKind.Release;
    }

    /// <param name="Envelope">What every command carries.</param>
    /// <param name="Held">The hold's journal.</param>
    /// <param name="Lifetime">How long the hold lasts from now on.</param>
    public sealed record ExtendHold(Envelope Envelope, JournalRecord Held, TimeSpan Lifetime) : OnHold(Envelope, Held)
    {
        public override JournalKind Kind => JournalKind.ExtendHold;
    }
}

using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Commands of the exchange, in coins of several brands.</summary>
internal abstract partial record Command
{
    /// <summary>A payment or conversion that the exchange planned.</summary>
    /// <param name="Envelope">What every command carries.</param>
    /// <param name="Legs">What is to be booked, or the debits of wallets that are to be set aside.</param>
    public abstract record Payment(Envelope Envelope, IReadOnlyList<Leg> Legs) : Command(Envelope)
    {
        /// <summary>Whether the legs were planned from a look at the wallets. A wallet that has less by now is a reason
        /// to plan again, not an outcome to record.</summary>
        public bool Planned { get; init; }

        /// <summary>What it uses up, for instance a pay code.</summary>
        public IReadOnlyList<Consumption> Consumptions { get; init; } = [];

        public override IReadOnlyList<Consumption> Consumes => Consumptions;

        public override IEnumerable<WalletKey> WalletKeys() => KeysOf(_ => true);

        protected IEnumerable<WalletKey> KeysOf(Func<Leg, bool> belongs)
        {
            foreach (var leg in Legs)
                if (leg.Wallet is { } key && belongs(leg))
                    yield return key;
        }

        public override Guid? Member => Legs.FirstOrDefault(l => l.Wallet is not null)?.Wallet?.MemberId;
    }

    /// <summary>Books legs that sum to zero per asset.</summary>
    public sealed record Exchange(Envelope Envelope, IReadOnlyList<Leg> Legs) : Payment(Envelope, Legs)
    {
        public override JournalKind Kind => JournalKind.Exchange;

        /// <summary>The wallets that it gives coins to, where those that it takes from exist.</summary>
        public override IEnumerable<WalletKey> CreatedWallets(Func<WalletKey, bool> isThere) =>
            KeysOf(l => l.Units <= 0).All(isThere) ? KeysOf(l => l.Units > 0) : [];
    }

    /// <summary>Sets coins of several wallets aside for a payment.</summary>
    public sealed record HoldPayment(Envelope Envelope, IReadOnlyList<Leg> Legs, TimeSpan Lifetime)
        : Payment(Envelope, Legs)
    {
        public override JournalKind Kind => JournalKind.Hold;
    }

    /// <summary>Takes a part of an authorized payment.</summary>
    /// <param name="Envelope">What every command carries.</param>
    /// <param name="Held">What was set aside for the payment.</param>
    /// <param name="Units">How many of the merchant's coins.</param>
    public sealed record CapturePayment(Envelope Envelope, PaymentHold Held, long Units) : Command(Envelope)
    {
        public override JournalKind Kind => JournalKind.Exchange;

        public override JournalRecord? About => Held.Journal;

        /// <summary>Whether the rest stays held.</summary>
        public bool KeepsRest { get; init; }

        /// <summary>How many units earlier captures of the hold booked, when this one was planned.</summary>
        public long CapturedBefore { get; init; }

        /// <summary>How many of these had been refunded or reversed.</summary>
        public long RefundedBefore { get; init; }
    }
}

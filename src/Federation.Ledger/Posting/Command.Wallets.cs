using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Commands on one wallet.</summary>
internal abstract partial record Command
{
    /// <summary>A command on a wallet, which must exist and be neither closed nor unlinked.</summary>
    /// <param name="Envelope">What every command carries.</param>
    /// <param name="Wallet">The wallet; of a Gift the giver's.</param>
    public abstract record OnWallet(Envelope Envelope, WalletKey Wallet) : Command(Envelope)
    {
        public override WalletKey? NamedWallet => Wallet;

        public override IEnumerable<WalletKey> CreatedWallets(Func<WalletKey, bool> isThere) =>
            CreatesWallet ? [Wallet] : [];
    }

    /// <summary>Creates the wallet.</summary>
    public sealed record Earn(Envelope Envelope, WalletKey Wallet, long Units) : OnWallet(Envelope, Wallet)
    {
        public override JournalKind Kind => JournalKind.Earn;

        public override bool CreatesWallet => true;

        public override JournalRecord? About => Purchase;

        public Provenance Provenance { get; init; } = Provenance.Earned;

        /// <summary>Whether the coins wait for a Confirm.</summary>
        public bool OnConfirmation { get; init; }

        /// <summary>The spending on which the coins are earned: refunding it claws them back.</summary>
        public JournalRecord? Purchase { get; init; }
    }

    public sealed record Redeem(Envelope Envelope, WalletKey Wallet, long Units) : OnWallet(Envelope, Wallet)
    {
        public override JournalKind Kind => JournalKind.Redeem;

        public override bool MayTakeCoins => true;

        /// <summary>The provenances that may be taken; all where empty.</summary>
        public IReadOnlyList<Provenance> Provenances { get; init; } = [];
    }

    /// <summary>Creates the wallet.</summary>
    public sealed record Clawback(Envelope Envelope, WalletKey Wallet, long Units) : OnWallet(Envelope, Wallet)
    {
        public override JournalKind Kind => JournalKind.Clawback;

        public override bool CreatesWallet => true;

        public override bool MayTakeCoins => true;

        public override JournalRecord? About => Earning;

        /// <summary>The earning whose coins are clawed back.</summary>
        public JournalRecord? Earning { get; init; }
    }

    /// <param name="Envelope">What every command carries.</param>
    /// <param name="Wallet">The wallet.</param>
    /// <param name="Units">How many units are given; negative where they are taken.</param>
    public sealed record Adjust(Envelope Envelope, WalletKey Wallet, long Units) : OnWallet(Envelope, Wallet)
    {
        public override JournalKind Kind => JournalKind.Adjust;

        public override bool CreatesWallet => OpensWallet && Units > 0;

        public override bool MayTakeCoins => Units < 0;

        /// <summary>Whether coins that are given make the wallet where there is none: a programme gives what it should
        /// have given by an Earn, which does so.</summary>
        public bool OpensWallet { get; init; }

        /// <summary>Whether it is refused where the issuer froze the wallet.</summary>
        public bool NotIfFrozen { get; init; }

        public Provenance Provenance { get; init; } = Provenance.Earned;
    }

    public sealed record Gift(Envelope Envelope, WalletKey Wallet, long Units, WalletKey Recipient)
        : OnWallet(Envelope, Wallet)
    {
        public override JournalKind Kind => JournalKind.Gift;

        public override IEnumerable<WalletKey> WalletKeys() => [Wallet, Recipient];

        /// <summary>The provenances that may be taken; all where empty.</summary>
        public IReadOnlyList<Provenance> Provenances { get; init; } = [];
    }

    public sealed record Freeze(Envelope Envelope, WalletKey Wallet) : OnWallet(Envelope, Wallet)
    {
        public override JournalKind Kind => JournalKind.Freeze;
    }

    public sealed record Unfreeze(Envelope Envelope, WalletKey Wallet) : OnWallet(Envelope, Wallet)
    {
        public override JournalKind Kind => JournalKind.Unfreeze;
    }

    public sealed record CloseWallet(Envelope Envelope, WalletKey Wallet) : OnWallet(Envelope, Wallet)
    {
        public override JournalKind Kind => JournalKind.CloseWallet;
    }

    /// <summary>Says that the member was told when coins end, which then do.</summary>
    public sealed record RecordNotice(Envelope Envelope, WalletKey Wallet, Notice Notice) : OnWallet(Envelope, Wallet)
    {
        public override JournalKind Kind => JournalKind.RecordNotice;
    }

    /// <summary>Takes the coins that have expired. The sweep submits it, and it needs no wallet that moves.</summary>
    public sealed record Expire(Envelope Envelope, WalletKey Wallet) : Command(Envelope)
    {
        public override JournalKind Kind => JournalKind.Expire;

        public override WalletKey? NamedWallet => Wallet;
    }
}

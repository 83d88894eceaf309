using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>
/// One command, authorised and of good form, with what its kind needs. What is decided from here on depends on the
/// books alone.
/// </summary>
internal abstract partial record Command
{
    private Command(Envelope envelope) => Envelope = envelope;

    public Envelope Envelope { get; init; }

    public Principal Principal => Envelope.Principal;

    public Guid RequestId => Envelope.RequestId;

    public byte[] Fingerprint => Envelope.Fingerprint;

    public string? ClientId => Envelope.ClientId;

    public DateTimeOffset? EffectiveTime => Envelope.EffectiveTime;

    /// <summary>The kind of its journal.</summary>
    public abstract JournalKind Kind { get; }

    /// <summary>Of a late report that takes coins: what its wallets had since, by wallet.</summary>
    public IReadOnlyDictionary<Guid, WalletThen>? Then { get; init; }

    /// <summary>Whether it may take coins that were there to be taken when it happened.</summary>
    public virtual bool MayTakeCoins => false;

    /// <summary>The wallet that it names; of a Gift the giver's. Guards look at it.</summary>
    public virtual WalletKey? NamedWallet => null;

    /// <summary>The journal that it is about: what it undoes, the hold, the earning or the purchase.</summary>
    public virtual JournalRecord? About => null;

    /// <summary>Of coins that it brings: from when on they can be spent, and when they are gone.</summary>
    public CoinLife Life { get; init; }

    /// <summary>What it uses up.</summary>
    public virtual IReadOnlyList<Consumption> Consumes => [];

    /// <summary>How it moves tallies.</summary>
    public virtual IReadOnlyList<TallyStep> TallySteps => [];

    /// <summary>Whether it creates the wallet that it names.</summary>
    public virtual bool CreatesWallet => false;

    /// <summary>The wallets that it creates where they do not exist. A command that creates none refuses an unknown
    /// one.</summary>
    /// <param name="isThere">Whether a wallet exists.</param>
    public virtual IEnumerable<WalletKey> CreatedWallets(Func<WalletKey, bool> isThere) => [];

    /// <summary>The wallets that must be locked for it, as far as they are named by key.</summary>
    public virtual IEnumerable<WalletKey> WalletKeys() => NamedWallet is { } wallet ? [wallet] : [];

    /// <summary>The journals that it is about, which exist already.</summary>
    public virtual IReadOnlyList<JournalRecord> Originals() => About is { } journal ? [journal] : [];

    /// <summary>The wallets that must be locked for it, as far as the journals that it is about name them.</summary>
    public IEnumerable<Guid> OriginalWalletIds() =>
        Originals() is { Count: > 0 } originals ? WalletIdsOf(originals).Distinct() : [];

    private static IEnumerable<Guid> WalletIdsOf(IReadOnlyList<JournalRecord> journals)
    {
        foreach (var journal in journals)
            foreach (var entry in journal.Entries)
                if (entry.WalletId is { } id)
                    yield return id;
    }

    /// <summary>A hash of the member whose wallet comes first: all commands on a wallet have the same.</summary>
    public int MemberHash() => (Member ?? RequestId).GetHashCode();

    /// <summary>The member whose wallet comes first; null where no wallet is named.</summary>
    public virtual Guid? Member =>
        NamedWallet?.MemberId ?? About?.Entries.FirstOrDefault(e => e.MemberId is not null)?.MemberId;

    /// <summary>
    /// A request that names something outside the ledger which is missing or suspended, for instance an unknown coin.
    /// The refusal is recorded as its outcome, unless the command was decided before.
    /// </summary>
    /// <param name="Envelope">What every command carries.</param>
    /// <param name="Kind">What was asked for.</param>
    /// <param name="Refusal">Why it is refused.</param>
    public sealed record Refused(Envelope Envelope, JournalKind Kind, Refusal Refusal) : Command(Envelope)
    {
        public override JournalKind Kind { get; } = Kind;
    }

    /// <summary>
    /// Ends all attempts of a command whose <c>not_after</c> has passed: an outcome in its place, with the fingerprint
    /// of no request.
    /// </summary>
    public sealed record Fence(Envelope Envelope) : Command(Envelope)
    {
        public override JournalKind Kind => JournalKind.Unspecified;

        public static Fence Of(Principal principal, Guid requestId, DateTimeOffset notAfter, DateTimeOffset deadline) =>
            new(new Envelope
            {
                Principal = principal,
                RequestId = requestId,
                Fingerprint = [],
                NotAfter = notAfter,
                Deadline = deadline,
            });
    }

    /// <summary>What the ledger books by itself before it decides a command: time has ended holds or coins.</summary>
    public sealed record ByLedger(Envelope Envelope, JournalKind Kind) : Command(Envelope)
    {
        public override JournalKind Kind { get; } = Kind;
    }
}

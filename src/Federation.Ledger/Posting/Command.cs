using Federation.Hosting;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>One command, authorised and of good form. What is decided from here on depends on the books alone.</summary>
internal sealed record Command
{
    public required JournalKind Kind { get; init; }

    public required string Principal { get; init; }

    public required Guid RequestId { get; init; }

    /// <summary>SHA-256 of the caller's own request.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>The credential that sent it, an OAuth 2 <c>client_id</c>; null for the ledger's own. It decides nothing.</summary>
    public string? ClientId { get; init; }

    /// <summary>A refusal of existence or state that was found before the books were asked. It is remembered, unless the
    /// command was decided before.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The wallet of a command on one wallet; of a Gift the giver's.</summary>
    public WalletKey? Wallet { get; init; }

    /// <summary>Where a Gift goes.</summary>
    public WalletKey? Recipient { get; init; }

    /// <summary>How many units; for a Refund, Capture or Release 0 means all that is left; signed for an Adjust. Of a captured
    /// payment: coins of the merchant's brand.</summary>
    public long Units { get; init; }

    /// <summary>The journal that the command is about: what it undoes, the hold, the earning or the purchase.</summary>
    public JournalRecord? Original { get; init; }

    /// <summary>Of a Refund or Reverse of a captured payment: the hold that was captured.</summary>
    public JournalRecord? Hold { get; init; }

    /// <summary>What was earned on the purchase that a Refund or Reverse undoes, as far as it was known before the group.</summary>
    public IReadOnlyList<JournalRecord> Earnings { get; init; } = [];

    /// <summary>Where coins come from that the command brings into the wallet.</summary>
    public Provenance Provenance { get; init; } = Provenance.Earned;

    /// <summary>The provenances that may be taken; all where empty.</summary>
    public IReadOnlyList<Provenance> Provenances { get; init; } = [];

    /// <summary>From when on earned coins can be spent, in alliance time; null: at once.</summary>
    public DateTimeOffset? AvailableTime { get; init; }

    /// <summary>Whether earned coins wait for a Confirm.</summary>
    public bool OnConfirmation { get; init; }

    /// <summary>When it happened, where it is reported late, in alliance time.</summary>
    public DateTimeOffset? EffectiveTime { get; init; }

    /// <summary>Of a late report that takes coins: what its wallets had since, by wallet.</summary>
    public IReadOnlyDictionary<Guid, WalletThen>? Then { get; init; }

    /// <summary>Whether it may take coins that it must have been possible to take when it happened.</summary>
    public bool MayTakeCoins => Kind is JournalKind.Redeem or JournalKind.Clawback or JournalKind.Refund or JournalKind.Reverse
        || (Kind == JournalKind.Adjust && Units < 0);

    /// <summary>How long a hold holds, from the command's moment on.</summary>
    public TimeSpan Lifetime { get; init; }

    /// <summary>Whether the rest of a hold stays held after a Capture.</summary>
    public bool KeepsRest { get; init; }

    /// <summary>The legs of a Post, zero-sum per asset.</summary>
    public IReadOnlyList<Leg> Legs { get; init; } = [];

    /// <summary>Of the capture of a payment: how many redeemed units earlier captures of the hold booked.</summary>
    public long CapturedBefore { get; init; }

    /// <summary>Of the capture of a payment: how many of these were refunded or reversed since.</summary>
    public long RefundedBefore { get; init; }

    /// <summary>Whether the legs were planned from a look at the wallets: then a wallet that has less now is no answer to remember.</summary>
    public bool Planned { get; init; }

    public IReadOnlyList<Consumption> Consumes { get; init; } = [];

    public string? ExternalReference { get; init; }

    public string? ReasonCode { get; init; }

    /// <summary>A serialized Any, kept with the journal.</summary>
    public byte[]? Detail { get; init; }

    /// <summary>Not decided after this moment of system time.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Whether it is no command, but the proof that the one with its request id will never be
    /// decided.</summary>
    public bool Fences { get; init; }

    /// <summary>At least so many coins must be available in the wallet afterwards.</summary>
    public long? MinAvailable { get; init; }

    /// <summary>At most so many coins may be in the wallet afterwards.</summary>
    public long? MaxBalance { get; init; }

    /// <summary>The version that the wallet must have before.</summary>
    public long? ExpectedVersion { get; init; }

    /// <summary>Dropped, undecided, when this moment of system time passes in the queue.</summary>
    public DateTimeOffset Deadline { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>What ends all attempts of a command whose time has passed: an outcome in its place, with the
    /// fingerprint of no request.</summary>
    public static Command Fence(
        string principal, Guid requestId, DateTimeOffset notAfter, DateTimeOffset deadline) => new()
    {
        Kind = JournalKind.Unspecified,
        Principal = principal,
        RequestId = requestId,
        Fingerprint = [],
        Fences = true,
        NotAfter = notAfter,
        Deadline = deadline,
    };

    /// <summary>Earn and Clawback create the wallet.</summary>
    public bool CreatesWallet => Refusal is null && Wallet is not null && Kind is JournalKind.Earn or JournalKind.Clawback;

    /// <summary>The wallets that it creates where they are not there. An exchange creates those that it gives coins to, where those that it
    /// takes from are there; every other command refuses an unknown one.</summary>
    public IEnumerable<WalletKey> CreatedWallets(Func<WalletKey, bool> isThere)
    {
        if (CreatesWallet)
            return [Wallet!.Value];
        var legs = Legs.Where(l => l.Wallet is not null).ToLookup(l => l.Units > 0, l => l.Wallet!.Value);
        return Kind == JournalKind.Exchange && legs[false].All(isThere) ? legs[true] : [];
    }

    /// <summary>The wallets that must be locked for it, as far as they are named by key.</summary>
    public IEnumerable<WalletKey> WalletKeys()
    {
        if (Wallet is { } wallet)
            yield return wallet;
        if (Recipient is { } recipient)
            yield return recipient;
        foreach (var leg in Legs)
            if (leg.Wallet is { } key)
                yield return key;
    }

    /// <summary>A hash of the member whose wallet comes first: all commands on a wallet have the same.</summary>
    public int MemberHash() => (Wallet?.MemberId ?? Legs.FirstOrDefault(l => l.Wallet is not null)?.Wallet?.MemberId
        ?? Original?.Entries.FirstOrDefault(e => e.MemberId is not null)?.MemberId ?? RequestId).GetHashCode();

    /// <summary>The journals that exist already which it is about.</summary>
    public IEnumerable<JournalRecord> Originals()
    {
        if (Original is not null)
            yield return Original;
        if (Hold is not null)
            yield return Hold;
        foreach (var earning in Earnings)
            yield return earning;
    }

    /// <summary>The wallets that must be locked for it, as far as the journals that it is about name them.</summary>
    public IEnumerable<Guid> OriginalWalletIds() =>
        Originals().SelectMany(j => j.Entries).Where(e => e.WalletId is not null).Select(e => e.WalletId!.Value).Distinct();
}

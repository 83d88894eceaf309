using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What a command came to: a journal, or a refusal that depended on state. Named by (principal, request
/// id).</summary>
internal sealed class OutcomeRow
{
    /// <summary>The journal's id: the group's, with the place in the group in the last two bytes.</summary>
    public required Guid Id { get; set; }

    public required string Principal { get; set; }

    public required Guid RequestId { get; set; }

    public required byte[] Fingerprint { get; set; }

    public required JournalKind Kind { get; set; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset Time { get; set; }

    /// <summary>The refusal, as a serialized <see cref="RefusedOutcome"/>; null for a journal.</summary>
    public byte[]? Refused { get; set; }

    /// <summary>The journal that this one is about: what it undoes, the hold, the earning or the purchase.</summary>
    public Guid? Corrects { get; set; }

    /// <summary>When it happened, where it was reported late.</summary>
    public DateTimeOffset? EffectiveTime { get; set; }

    /// <summary>Of a Hold or ExtendHold: until when it holds.</summary>
    public DateTimeOffset? Until { get; set; }

    public string? ExternalReference { get; set; }

    public string? ReasonCode { get; set; }

    /// <summary>Where it happened, a merchant's resource name.</summary>
    public string? Merchant { get; set; }

    /// <summary>What another module recorded, as a serialized Any.</summary>
    public byte[]? Detail { get; set; }

    /// <summary>The head of the bundle that it is a part of.</summary>
    public Guid? Bundle { get; set; }

    /// <summary>The credential that sent the command, an OAuth 2 <c>client_id</c>; null for the ledger's own
    /// commands.</summary>
    public string? ClientId { get; set; }
}

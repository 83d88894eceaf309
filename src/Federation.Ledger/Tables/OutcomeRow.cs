using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>What a command came to: a journal, or a refusal that depended on state. Named by (principal, request
/// id).</summary>
internal sealed class OutcomeRow
{
    /// <summary>The journal's id: the group's, with the place in the group in the last two bytes.</summary>
    public required Guid Id { get; init; }

    public required string Principal { get; init; }

    public required Guid RequestId { get; init; }

    public required byte[] Fingerprint { get; init; }

    public required JournalKind Kind { get; init; }

    /// <summary>Alliance time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The refusal, as a serialized <see cref="RefusedOutcome"/>; null for a journal.</summary>
    public byte[]? Refused { get; init; }

    /// <summary>The journal that this one is about: what it undoes, the hold, the earning or the purchase.</summary>
    public Guid? Corrects { get; init; }

    /// <summary>When it happened, where it was reported late.</summary>
    public DateTimeOffset? EffectiveTime { get; init; }

    /// <summary>Of a Hold or ExtendHold: until when it holds.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? ExternalReference { get; init; }

    public string? ReasonCode { get; init; }

    /// <summary>What another module recorded, as a serialized Any.</summary>
    public byte[]? Detail { get; init; }

    /// <summary>The credential that sent the command, an OAuth 2 <c>client_id</c>; null for the ledger's own
    /// commands.</summary>
    public string? ClientId { get; init; }
}

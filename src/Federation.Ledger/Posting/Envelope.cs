namespace Federation.Ledger;

/// <summary>What every command carries: who sent it, what makes it distinct, until when it holds.</summary>
internal sealed record Envelope
{
    public required Principal Principal { get; init; }

    public required Guid RequestId { get; init; }

    /// <summary>SHA-256 of the caller's own request.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>The credential that sent it, an OAuth 2 <c>client_id</c>; null for the ledger's own.</summary>
    public string? ClientId { get; init; }

    /// <summary>When it happened, where it is reported late, in alliance time.</summary>
    public DateTimeOffset? EffectiveTime { get; init; }

    /// <summary>Not decided after this system time.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Dropped, undecided, when this system time passes in the queue.</summary>
    public DateTimeOffset Deadline { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>What the caller requires of the wallet.</summary>
    public WalletGuards? Guards { get; init; }

    public string? ExternalReference { get; init; }

    public string? ReasonCode { get; init; }

    /// <summary>Where it happens, a merchant's resource name.</summary>
    public string? Merchant { get; init; }

    /// <summary>A serialized Any, kept with the journal.</summary>
    public byte[]? Detail { get; init; }

    /// <param name="merchant">A merchant's name of good form; empty for none.</param>
    public Envelope At(string merchant) => merchant.Length == 0 ? this : this with { Merchant = merchant };
}

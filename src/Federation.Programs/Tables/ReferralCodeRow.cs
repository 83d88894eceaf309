namespace Federation.Programs;

/// <summary>That a member has a code. The code itself is derived from the alliance's key; only its hash is
/// kept.</summary>
internal sealed class ReferralCodeRow
{
    public required string PartnerId { get; init; }

    public required string ProgramId { get; init; }

    /// <summary>The id by which the brand sees its owner.</summary>
    public required Guid Member { get; init; }

    public required byte[] CodeHash { get; init; }

    /// <summary>In alliance time.</summary>
    public required DateTimeOffset CreateTime { get; init; }
}

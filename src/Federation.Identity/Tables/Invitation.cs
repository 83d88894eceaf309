namespace Federation.Identity;

/// <summary>A link with which a staff user sets up its first way in, once.</summary>
public sealed class Invitation
{
    /// <summary>SHA-256 of the link's secret.</summary>
    public required byte[] Hash { get; init; }

    public required Guid UserId { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    public required DateTimeOffset ExpireTime { get; init; }

    /// <summary>When it was used, replaced by a newer one, or taken back; null while it is none of them.</summary>
    public DateTimeOffset? EndTime { get; set; }
}

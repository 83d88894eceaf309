namespace Federation.Identity;

/// <summary>A code that stands in for a lost authenticator app once.</summary>
public sealed class RecoveryCode
{
    /// <summary>SHA-256 of the code.</summary>
    public required byte[] Hash { get; init; }

    public required Guid UserId { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    public DateTimeOffset? UseTime { get; set; }
}

namespace Federation.Identity;

/// <summary>A link that a brand's server asked for, with which its member signs in once.</summary>
public sealed class SignInLink
{
    /// <summary>SHA-256 of the link's secret.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The brand whose customer the member shows to be by it.</summary>
    public required string PartnerId { get; init; }

    public required Guid MemberId { get; init; }

    public required DateTimeOffset ExpireTime { get; init; }

    public DateTimeOffset? UseTime { get; set; }
}

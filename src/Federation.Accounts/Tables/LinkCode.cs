namespace Federation.Accounts;

/// <summary>A code that links a member with one more brand, once. Only its hash is kept.</summary>
public sealed class LinkCode
{
    /// <summary>SHA-256 of the code, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    public required Guid MemberId { get; init; }

    /// <summary>The brand through which it was made.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The person in whose session the member made it, by id; null where a brand made it.</summary>
    public string? Person { get; init; }

    /// <summary>Good until then, in system time.</summary>
    public required DateTimeOffset ExpireTime { get; set; }

    /// <summary>The brand that used it; null until then.</summary>
    public string? UsedByPartnerId { get; set; }

    /// <summary>The request that used it; null until then.</summary>
    public Guid? UsedByRequestId { get; set; }
}

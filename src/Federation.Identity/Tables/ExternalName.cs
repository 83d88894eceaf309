namespace Federation.Identity;

/// <summary>What a company's own authority calls a member of staff: whom it signs in under that name is that
/// user.</summary>
public sealed class ExternalName
{
    /// <summary>SHA-256 of the authority's issuer, the claim and its value: one user has it.</summary>
    public required byte[] Hash { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>The claim's value, as the person sees it: at most 200 characters.</summary>
    public required string Shown { get; init; }

    public required DateTimeOffset CreateTime { get; init; }
}

namespace Federation.Identity;

/// <summary>What one person of the alliance wants of another user's authority, until a second person has approved it. A
/// user has one at most; a new one replaces it.</summary>
public sealed class StaffProposal
{
    public required Guid UserId { get; init; }

    /// <summary>The role that the user will have.</summary>
    public required string Role { get; init; }

    /// <summary>The hash of the whole invitation, whose halves the two people get; null where the user has ways in and
    /// its role alone changes.</summary>
    public required byte[]? InvitationHash { get; init; }

    /// <summary>The principal that proposed it.</summary>
    public required string Proposer { get; init; }

    public required DateTimeOffset CreateTime { get; init; }
}

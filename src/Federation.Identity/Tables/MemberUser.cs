namespace Federation.Identity;

/// <summary>A member's user is for one member; a member may have several, and each sees the brands whose customer it
/// has shown to be, so that a user that one brand made on its own sees nothing of others.</summary>
public sealed class MemberUser : User
{
    /// <summary>The member that it acts as.</summary>
    public required Guid MemberId { get; init; }

    public override bool MaySignIn => true;
}

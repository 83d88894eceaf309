namespace Federation.Identity;

/// <summary>A person who signs in. A member's user is for one member; a member may have several, and each sees the
/// brands whose customer it has shown to be, so that a user that one brand made on its own sees nothing of
/// others.</summary>
public sealed class User
{
    public required Guid Id { get; init; }

    /// <summary>The member that it acts as.</summary>
    public required Guid MemberId { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>Counts what must not happen to the user twice at once.</summary>
    public long Revision { get; set; }
}

namespace Federation.Identity;

/// <summary>A person who signs in: a <see cref="MemberUser"/> or a <see cref="StaffUser"/>, in a table each, with one
/// kind of id. Ways in and sessions belong to the id.</summary>
public abstract class User
{
    private protected User()
    {
    }

    public required Guid Id { get; init; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>Counts what must not happen to the user twice at once.</summary>
    public long Revision { get; set; }

    /// <summary>Whether the user's ways in open a session.</summary>
    public abstract bool MaySignIn { get; }
}

namespace Federation.Identity;

/// <summary>A member of staff's password, as kept.</summary>
public sealed class StaffPassword
{
    public required Guid UserId { get; init; }

    /// <summary>As the platform's hasher writes it: it names its own parameters.</summary>
    public required string Hash { get; set; }

    public required DateTimeOffset ChangeTime { get; set; }
}

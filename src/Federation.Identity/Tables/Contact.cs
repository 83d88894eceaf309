namespace Federation.Identity;

/// <summary>Where a user gets one-time codes. It is the user's way in and nothing else: the addresses that brands send
/// messages to are theirs, or a brand that changes one would hand an account over.</summary>
public sealed class Contact
{
    /// <summary>As <see cref="ContactAddress"/> writes it. One user has it.</summary>
    public required string Address { get; init; }

    public required Guid UserId { get; set; }

    public required DateTimeOffset CreateTime { get; init; }
}

namespace Federation.Identity;

/// <summary>A person who works for a brand or for the alliance, and acts in its name.</summary>
public sealed class StaffUser : User
{
    /// <summary><c>partners/{id}</c> or <c>alliance</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>What the owner calls the person: 2 to 64 of <c>a-z0-9.-</c>. An owner has it once, also after the
    /// person has ended: records name people by it.</summary>
    public required string Person { get; init; }

    public required string DisplayName { get; set; }

    /// <summary>The name of a <see cref="StaffRole"/> of the owner.</summary>
    public required string Role { get; set; }

    public required StaffState State { get; set; }

    /// <summary>The principal that invited or proposed the person last; null where the host did.</summary>
    public string? Inviter { get; set; }

    /// <summary>The principal that approved the person last; null for a brand's people, and where the host did.
    /// </summary>
    public string? Approver { get; set; }

    /// <summary>When the state, the role or the display name last changed.</summary>
    public required DateTimeOffset UpdateTime { get; set; }

    public override bool MaySignIn => State is StaffState.Active;

    /// <summary><c>{owner}/users/{person}</c>.</summary>
    public string Name => $"{Owner}/users/{Person}";

    /// <summary>Who acts in the books where this person does: the brand, or the person of the alliance.</summary>
    public Principal Principal =>
        Owner == ResourceNames.Alliance ? Principal.OfPerson(Person) : Principal.Parse(Owner);
}

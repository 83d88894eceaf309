using Federation.Hosting;

namespace Federation.Identity;

/// <summary>What people of one kind may do: one of the roles of the permission table, with some or all of its
/// scopes.</summary>
/// <param name="Name">As it is stored and shown; it never changes.</param>
/// <param name="Role">The role in tokens.</param>
/// <param name="Scopes">The scopes in tokens.</param>
public sealed record StaffRole(string Name, Role Role, IReadOnlyList<string> Scopes)
{
    /// <summary>Whether it is a role of the alliance's people, not of a brand's.</summary>
    public bool IsOfAlliance => Role is Role.AllianceAdmin or Role.AllianceApprover;

    /// <summary>Whether those who have it may invite others and change their roles.</summary>
    public bool IsAdmin => Name == StaffRoles.Admin;

    /// <summary>Whether its people count among the two of the alliance without whom nothing grave happens.</summary>
    public bool HasAuthority => Name is StaffRoles.Admin or StaffRoles.Approver;
}

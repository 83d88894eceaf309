using Federation.Hosting;

namespace Federation.Identity;

/// <summary>Whom a session acts for, and what it may do.</summary>
/// <param name="Principal">Who acts in the books.</param>
/// <param name="Role">The role.</param>
/// <param name="Scopes">The scopes.</param>
/// <param name="Brands">Ids of the brands whose customer a member has shown to be; empty for all others.</param>
/// <param name="User">The resource name of a staff user; null for members.</param>
/// <param name="Name">What a staff user is called; null for members.</param>
internal sealed record PersonSubject(
    Principal Principal, Role Role, IReadOnlyList<string> Scopes, IReadOnlyList<string> Brands, string? User,
    string? Name)
{
    public static PersonSubject Of(MemberSession session, IReadOnlyList<string> brands) => new(
        Principal.Of(new MemberId(session.MemberId)), Role.Member, Hosting.Permissions.ScopesOf(Role.Member), brands,
        User: null, Name: null);

    public static PersonSubject Of(StaffUser user)
    {
        var role = StaffRoles.Of(user);
        return new PersonSubject(user.Principal, role.Role, role.Scopes, [], user.Name, user.DisplayName);
    }
}

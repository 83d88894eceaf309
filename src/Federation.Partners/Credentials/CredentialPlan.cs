using System.Security.Cryptography;
using System.Text;
using Federation.Hosting;
using Federation.Identity.Internal.V1;
using Federation.Partners.V1;

namespace Federation.Partners;

/// <summary>What client a request for a credential asks for. Pure.</summary>
internal static class CredentialPlan
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdCharacters = 12;

    private static readonly Dictionary<CredentialRole, Role> Roles = new()
    {
        [CredentialRole.PartnerService] = Role.PartnerService,
        [CredentialRole.PartnerAdmin] = Role.PartnerAdmin,
        [CredentialRole.AllianceAdmin] = Role.AllianceAdmin,
        [CredentialRole.AllianceApprover] = Role.AllianceApprover,
    };

    public static CredentialRole RoleOf(string name) => Roles.Single(r => Permissions.NameOf(r.Value) == name).Key;

    /// <summary>
    /// The client, still without its id, and a scope that the caller may not give. Problems go to the form.
    /// </summary>
    /// <remarks>
    /// Of the scopes that the caller's role has, it gives only those that its token carries: who holds a credential for
    /// a few things cannot make itself one for more. Scopes that its role has not are those of another's work (a
    /// brand's, an approver's): the role decides about them, and for the alliance's credentials a second person.
    /// </remarks>
    public static (Client Client, string? Lacking) For(
        CredentialWish wish, CredentialOwner owner, Caller caller, Form form)
    {
        form.Text(wish.DisplayName, "display_name", 1, 100);
        var forAlliance = owner.PartnerId is null;
        var known = Roles.TryGetValue(wish.Role, out var role);
        var fits = known && (role is Role.AllianceAdmin or Role.AllianceApprover) == forAlliance;
        form.Check(fits, "role", forAlliance ? "must be a role of the alliance" : "must be a role of a partner");
        var person = default(Principal);
        if (forAlliance)
            form.Check(
                Principal.TryPerson(wish.Person, out person), "person", "must be 2 to 64 of a-z, 0-9, '.' and '-'");
        else
            form.Check(wish.Person.Length == 0, "person", "must be empty for a partner");
        IReadOnlyList<string> allowed = fits ? Permissions.ScopesOf(role) : [];
        var foreign = fits ? wish.Scopes.Except(allowed).ToList() : [];
        form.Check(foreign.Count == 0, "scopes", $"the role does not allow {string.Join(", ", foreign.Take(10))}");
        var withheld = Permissions.ScopesOf(caller.Role).Except(caller.Scopes).ToHashSet(StringComparer.Ordinal);
        var client = new Client
        {
            Owner = owner.Name,
            DisplayName = wish.DisplayName,
            Role = Permissions.NameOf(role),
            Scopes =
            {
                wish.Scopes.Count == 0
                    ? allowed.Where(s => !withheld.Contains(s))
                    : wish.Scopes.Distinct().Order(StringComparer.Ordinal),
            },
            Principal = forAlliance ? person.Name : owner.Name,
        };
        return (client, wish.Scopes.FirstOrDefault(withheld.Contains));
    }

    /// <summary>
    /// The id that a request's client gets: the same each time, so that a request that is sent again after a crash
    /// makes the same client, not a second one. 60 bits of a hash; another owner's client with this id is refused by
    /// the identity module.
    /// </summary>
    public static string ClientIdOf(CredentialOwner owner, Principal principal, Guid requestId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{principal}\n{requestId:D}"));
        var id = new StringBuilder(owner.ClientIdPrefix).Append('-');
        for (var i = 0; i < IdCharacters; i++)
            id.Append(Base32[hash[i] & 31]);
        return id.ToString();
    }
}

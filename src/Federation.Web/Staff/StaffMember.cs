using Federation.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Federation.Web;

/// <summary>A person who works for a brand or for the alliance, as their access token says. It decides which links and
/// buttons there are; what the person may do, the modules decide.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Principal">As whom they act: <c>partners/{id}</c>, <c>admins/{person}</c>.</param>
/// <param name="Role">Their role.</param>
/// <param name="Scopes">What their token is good for.</param>
public sealed record StaffMember(string Name, string Principal, Role Role, IReadOnlySet<string> Scopes)
{
    private static readonly JsonWebTokenHandler Tokens = new();

    public bool IsOfAlliance => Role is Role.AllianceAdmin or Role.AllianceApprover;

    /// <summary>For whom they work: <c>partners/{id}</c> or <c>alliance</c>.</summary>
    public string Owner => IsOfAlliance ? ResourceNames.Alliance : Principal;

    public static StaffMember Of(string name, string access)
    {
        var token = Tokens.ReadJsonWebToken(access);
        return new StaffMember(
            name, token.Subject ?? "", RoleIn(access) ?? Role.Member,
            token.Claims.Where(c => c.Type == "scope").SelectMany(c => c.Value.Split(' '))
                .ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The role that an access token names; null: none that there is.</summary>
    public static Role? RoleIn(string access) =>
        Tokens.CanReadToken(access) && OpenIdProvider.Claim(Tokens.ReadJsonWebToken(access), "role") is { } role
            ? Permissions.RoleOf(role) : null;

    /// <summary>Whether they may call a method, for instance <c>/federation.ledger.v1.LedgerService/Freeze</c>; whether
    /// they signed in recently enough is asked when they do.</summary>
    public bool May(string method) =>
        Permissions.ByMethod.TryGetValue(method, out var permission) && permission.Roles.Contains(Role)
            && (permission.Scope is null || Scopes.Contains(permission.Scope));
}

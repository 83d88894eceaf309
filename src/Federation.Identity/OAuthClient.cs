using Federation.Identity.Internal.V1;
using Google.Protobuf.WellKnownTypes;
using OpenIddict.EntityFrameworkCore.Models;

namespace Federation.Identity;

/// <summary>
/// An OAuth 2 client as kept: OpenIddict's application, its secret as a hash, with what its tokens say.
/// </summary>
public sealed class OAuthClient : OpenIddictEntityFrameworkCoreApplication<string, OAuthAuthorization, OAuthToken>
{
    public OAuthClient() => Id = Guid.NewGuid().ToString();

    /// <summary><c>partners/{id}</c> or <c>alliance</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>The role's name, as tokens carry it.</summary>
    public required string Role { get; init; }

    /// <summary>The subject of its tokens: <c>partners/{id}</c> or <c>admins/{person}</c>.</summary>
    public required string Principal { get; init; }

    /// <summary>The scopes that it may ask for, with one space between them.</summary>
    public required string Scopes { get; init; }

    public bool Revoked { get; set; }

    public required DateTimeOffset CreateTime { get; init; }

    public string[] ScopeList => Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public Client ToClient() => new()
    {
        ClientId = ClientId,
        Owner = Owner,
        DisplayName = DisplayName ?? "",
        Role = Role,
        Scopes = { ScopeList },
        Principal = Principal,
        Revoked = Revoked,
        CreateTime = Timestamp.FromDateTimeOffset(CreateTime),
    };
}

/// <summary>OpenIddict's, not used before members sign in.</summary>
public sealed class OAuthAuthorization : OpenIddictEntityFrameworkCoreAuthorization<string, OAuthClient, OAuthToken>
{
    public OAuthAuthorization() => Id = Guid.NewGuid().ToString();
}

/// <summary>OpenIddict's, not used: the scopes are those of the permission table.</summary>
public sealed class OAuthScope : OpenIddictEntityFrameworkCoreScope<string>
{
    public OAuthScope() => Id = Guid.NewGuid().ToString();
}

/// <summary>OpenIddict's, not used: access tokens are not kept.</summary>
public sealed class OAuthToken : OpenIddictEntityFrameworkCoreToken<string, OAuthClient, OAuthAuthorization>
{
    public OAuthToken() => Id = Guid.NewGuid().ToString();
}

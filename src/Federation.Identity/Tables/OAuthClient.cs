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
    public required string Scopes { get; set; }

    public bool Revoked { get; set; }

    public required DateTimeOffset CreateTime { get; init; }

    /// <summary>True while it waits for a second person's approval: it gets no tokens.</summary>
    public bool Pending { get; set; }

    /// <summary>The principal that created or proposed it; null where the host did.</summary>
    public string? Creator { get; init; }

    public string? Approver { get; set; }

    public DateTimeOffset? ApproveTime { get; set; }

    /// <summary>True when the alliance proposed it for a brand that had clients before.</summary>
    public bool Recovery { get; init; }

    /// <summary>The principal that revoked it; null before, and where the host did.</summary>
    public string? Revoker { get; set; }

    public DateTimeOffset? RevokeTime { get; set; }

    /// <summary>About when it last obtained a token, in system time; null if it never did.</summary>
    public DateTimeOffset? LastUseTime { get; set; }

    /// <summary>How often its secret was replaced or revoked: a database that has a lower count than was seen before
    /// was restored from a backup.</summary>
    public long SecretRevision { get; set; }

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
        Pending = Pending,
        Creator = Creator ?? "",
        Approver = Approver ?? "",
        ApproveTime = ApproveTime is { } approved ? Timestamp.FromDateTimeOffset(approved) : null,
        Recovery = Recovery,
        Revoker = Revoker ?? "",
        RevokeTime = RevokeTime is { } revoked ? Timestamp.FromDateTimeOffset(revoked) : null,
        LastUseTime = LastUseTime is { } used ? Timestamp.FromDateTimeOffset(used) : null,
    };
}

using Federation.Errors.V1;

namespace Federation.Hosting;

/// <summary>What one RPC asks of its caller: an audience, a scope, one of some roles.</summary>
/// <param name="Audience">The audience that the token must name.</param>
/// <param name="Scope">The scope that the token must carry; modules need none.</param>
/// <param name="Roles">The roles, of which the caller must have one.</param>
public sealed record Permission(string Audience, string? Scope, IReadOnlyList<Role> Roles)
{
    /// <summary>Whether a person must have signed in, or confirmed it, within <see cref="Permissions.RecentSignIn"/>: a
    /// session that somebody left open approves nothing. Machines prove themselves with each token.</summary>
    public bool NeedsRecentSignIn { get; init; }

    /// <summary>Whether a person of a brand or of the alliance must have signed in: no credential decides
    /// this.</summary>
    public bool NeedsPerson { get; init; }

    public bool Internal => Audience == Permissions.InternalAudience;

    /// <summary>Why this caller may not call the method: MODULE_ONLY, ROLE_MISSING, SCOPE_MISSING, PERSON_REQUIRED,
    /// SIGN_IN_NOT_RECENT; null when it may.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="method">The method's full name.</param>
    /// <param name="now">System time.</param>
    public Refusal? Forbids(Caller caller, string method, DateTimeOffset now)
    {
        if (!Roles.Contains(caller.Role))
            return new Refusal(
                Internal ? ErrorReason.ModuleOnly : ErrorReason.RoleMissing,
                $"{method} is not for the role {Permissions.NameOf(caller.Role)}.")
                .With("roles", string.Join(' ', Roles.Where(r => r != Role.Module).Select(Permissions.NameOf)));
        if (Scope is not null && caller.Module is null && !caller.Scopes.Contains(Scope))
            return new Refusal(
                ErrorReason.ScopeMissing, $"{method} needs the scope {Scope}; the access token does not carry it.")
                .With("scope", Scope);
        if (NeedsPerson && caller.User is null)
            return new Refusal(
                ErrorReason.PersonRequired, $"{method} is decided by a person: sign in; a credential may not call it.");
        return NeedsRecentSignIn ? caller.SignInRefusal(now) : null;
    }
}

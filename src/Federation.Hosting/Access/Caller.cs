using System.Collections.Frozen;
using Federation.Errors.V1;
using Grpc.Core;

namespace Federation.Hosting;

/// <summary>Who calls: named by the access token, checked by the interceptor before the RPC runs.</summary>
/// <param name="Principal">Whom outcomes are remembered under. Never the credential: a rotated one must not change
/// what a retry means.</param>
/// <param name="Role">What the caller is.</param>
/// <param name="Scopes">The scopes of the token.</param>
/// <param name="Module">The calling module's name, where a module calls for the principal.</param>
public sealed record Caller(Principal Principal, Role Role, IReadOnlySet<string> Scopes, string? Module = null)
{
    private const string StateKey = "federation.caller";

    /// <summary>The partner that the principal is, or null.</summary>
    public string? PartnerId { get; } = Principal.Partner?.Value;

    /// <summary>The member that calls for itself, or null. Its name for itself is <see cref="ResourceNames.Me"/>.
    /// </summary>
    public MemberId? Member { get; } = Module is null ? Principal.Member : null;

    /// <summary>The brands whose coins a member's session may see and move, by id: those of which the member has proven
    /// to be their customer. Empty for all other callers, and where a module calls for a member.</summary>
    public IReadOnlySet<string> Brands { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The person who signed in, by the id of its user. Null where a machine calls, and where a member has
    /// opened a brand's link and nothing else.</summary>
    public string? Person { get; init; }

    /// <summary>The resource name of the brand's or the alliance's person who signed in,
    /// <c>partners/{id}/users/{person}</c>; null for members, and where a machine calls.</summary>
    public string? User { get; init; }

    /// <summary>The session in which the person signed in; null where a machine calls.</summary>
    public string? Session { get; init; }

    /// <summary>When the person of the session last signed in or confirmed it, in system time; null for
    /// machines.</summary>
    public DateTimeOffset? AuthTime { get; init; }

    /// <summary>How the person of the session last signed in, as the issuer names it in <c>acr</c>; null for
    /// machines.</summary>
    public string? Way { get; init; }

    /// <summary>When the token's time is over, in system time. A stream ends there.</summary>
    public DateTimeOffset Expires { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The OAuth 2 client whose token this is, or, where a module calls, that of the call that it serves. Null
    /// where a module calls for itself, and with issuers that name none.</summary>
    public string? ClientId { get; init; }

    /// <summary>Who sent the call, told from others with the same principal: the person who signed in,
    /// <c>users/{person}</c> (a member's user by its id), else the OAuth 2 client. It is kept with what the call
    /// decided. Null as <see cref="ClientId"/> is.</summary>
    public string? Sender => User is { } user ? "users/" + ResourceNames.LastPart(user)
        : Person is null ? ClientId : "users/" + Person;

    /// <summary>Who acted, as brands tell their people apart: the person who signed in, else the credential. A brand
    /// is one principal.</summary>
    public string Actor => this switch
    {
        { User: { } user } => user,
        { PartnerId: { } partner, ClientId: { } client } => ResourceNames.Credential(partner, client),
        _ => Principal.Name,
    };

    public bool IsAllianceAdmin => Role is Role.AllianceAdmin;

    /// <summary>A person of the alliance, not a brand.</summary>
    public bool IsOfAlliance => Role is Role.AllianceAdmin or Role.AllianceApprover;

    /// <summary>Whose pairwise names of members this caller uses. A member has its own for others, for instance for
    /// whom it gave coins to.</summary>
    public string Viewer => PartnerId ?? (Member is null ? ResourceNames.Alliance : Principal.Name);

    /// <summary>A module of this process that calls for itself.</summary>
    public static Caller OfModule(string name) =>
        new(Principal.OfModule(name), Role.Module, new HashSet<string>(), name);

    /// <summary>This module, where it calls for somebody.</summary>
    /// <exception cref="RefusalException">FIELD_INVALID: nobody has that name.</exception>
    internal Caller For(string principal, string? clientId)
    {
        var form = new Form();
        form.Check(Principal.TryParse(principal, out var actsFor), RequestGuard.PrincipalHeader,
            "must name the partner, admin or member that the module acts for");
        form.Done();
        return this with { Principal = actsFor, ClientId = clientId };
    }

    public static Caller Of(ServerCallContext context) => (Caller)context.UserState[StateKey];

    /// <summary>The caller; null while none is authenticated.</summary>
    public static Caller? Find(ServerCallContext context) =>
        context.UserState.TryGetValue(StateKey, out var caller) ? (Caller)caller : null;

    public void AttachTo(ServerCallContext context) => context.UserState[StateKey] = this;

    /// <summary>The caller's own partner. Refuses callers that are none.</summary>
    public string RequirePartner() => PartnerId ?? throw new RefusalException(
        ErrorReason.RoleMissing, "Only a partner can do this; sign in with a partner's credential.");

    /// <summary>Refuses a member whose session has not proven that it is this brand's customer.</summary>
    /// <param name="partnerId">The brand.</param>
    /// <param name="what">What of the brand's the member asks for.</param>
    public void RequireProven(string partnerId, string what)
    {
        if (Member is not null && !Brands.Contains(partnerId))
            throw new RefusalException(new Refusal(
                ErrorReason.BrandNotProven,
                $"'{what}' belongs to a brand whose customer you have not shown to be in this sign-in. Open the "
                + $"sign-in "
                + "link of that brand while you are signed in.")
                .With("partner", ResourceNames.Partner(partnerId)));
    }

    /// <summary>Refuses a person who did not sign in recently.</summary>
    /// <param name="now">System time.</param>
    /// <exception cref="RefusalException">SIGN_IN_NOT_RECENT.</exception>
    public void RequireRecentSignIn(DateTimeOffset now)
    {
        if (SignInRefusal(now) is { } refusal)
            throw new RefusalException(refusal);
    }

    internal Refusal? SignInRefusal(DateTimeOffset now) =>
        Session is null || now - AuthTime <= Permissions.RecentSignIn
            ? null
            : new Refusal(
                ErrorReason.SignInNotRecent,
                $"This needs a sign-in of the last {Permissions.RecentSignIn.TotalMinutes:0} minutes; sign in again, "
                + $"and "
                + "then send it again.")
                .With("max_age", (long)Permissions.RecentSignIn.TotalSeconds);

    /// <summary>Why the caller may not approve what was proposed; null if it may. A brand is one principal: its people
    /// are told apart by their sign-ins and credentials, and a caller that names neither is nobody else.</summary>
    /// <param name="proposer">The actor who proposed it.</param>
    /// <param name="proposed">The name of what was proposed.</param>
    public Refusal? SamePerson(string proposer, string proposed) =>
        Sender is not null && proposer != Actor && proposer != Principal.Name
            ? null
            : new Refusal(
                ErrorReason.SamePerson,
                $"{proposer} proposed {proposed}; another person must approve it, signed in or with a credential "
                + "of its own.");

    /// <summary>Refuses a caller that is not this partner.</summary>
    public void RequireOwn(string partnerId, string what)
    {
        if (PartnerId != partnerId)
            throw new RefusalException(ErrorReason.NotYours, $"'{what}' belongs to another partner.");
    }

    /// <summary>Refuses a caller that is neither this partner nor an alliance admin.</summary>
    public void RequireOwnOrAdmin(string partnerId, string what)
    {
        if (!IsAllianceAdmin)
            RequireOwn(partnerId, what);
    }
}

using Federation.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Federation.Web;

/// <summary>Who signed in, as the issuer says.</summary>
/// <param name="Subject">The issuer's own name for them.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Kind">Member or staff.</param>
/// <param name="AuthTime">When they proved it, where the issuer says so.</param>
internal sealed record Person(string Subject, string Name, SessionKind Kind, DateTimeOffset? AuthTime)
{
    private const int MaxLength = 200;

    /// <summary>Of a checked identity token; the role is the access token's, which came from the issuer itself. It
    /// decides how long the session lives and which pages there are; what the person may do, the modules
    /// decide.</summary>
    /// <exception cref="SignInRefusedException">There is no usable subject, or no role of a person.</exception>
    public static Person Of(JsonWebToken identity, string access)
    {
        var subject = identity.Subject;
        if (string.IsNullOrEmpty(subject) || subject.Length > MaxLength)
            throw new SignInRefusedException("The identity token names nobody.");
        var name = OpenIdProvider.Claim(identity, "name") is { Length: > 0 } given ? given : subject;
        return new Person(
            subject, name.Length > MaxLength ? name[..MaxLength] : name, KindOf(access),
            identity.TryGetPayloadValue<long>("auth_time", out var at) ? DateTimeOffset.FromUnixTimeSeconds(at) : null);
    }

    public bool IsFresh(DateTimeOffset now, TimeSpan limit) => AuthTime is { } at && now - at <= limit;

    private static SessionKind KindOf(string access) => StaffMember.RoleIn(access) switch
    {
        Role.Member => SessionKind.Member,
        Role.PartnerAdmin or Role.PartnerService => SessionKind.Brand,
        Role.AllianceAdmin or Role.AllianceApprover => SessionKind.Alliance,
        _ => throw new SignInRefusedException("The access token names no role of a person."),
    };
}

using Federation.Errors.V1;

namespace Federation.Hosting;

/// <summary>The member that a request about a brand's programme, rewards or messages names. Pure.</summary>
/// <param name="AtBrand">As the brand names it: these modules know members by their brand's names.</param>
/// <param name="Asked">As the caller names it.</param>
public readonly record struct NamedMember(string AtBrand, string Asked)
{
    /// <param name="caller">The brand, or the member itself.</param>
    /// <param name="names">The names of members.</param>
    /// <param name="partner">The brand.</param>
    /// <param name="name">What the caller said, of good form.</param>
    /// <exception cref="RefusalException">MEMBER_NOT_FOUND: a member calls for another, or a brand for
    /// itself.</exception>
    public static NamedMember Of(Caller caller, MemberNames names, string partner, string name)
    {
        if (name == ResourceNames.Me != caller.Member is not null)
            throw new RefusalException(Refusal.NotFound(ErrorReason.MemberNotFound, name));
        return new NamedMember(caller.Member is { } self ? names.NameFor(partner, self) : name, name);
    }
}

using Federation.Hosting;

namespace Federation.Programs;

/// <summary>Makes the codes of members who bring others.</summary>
internal sealed class ReferralCodes(AllianceKey key)
{
    private readonly byte[] key = key.Derive("referral-codes");

    /// <summary>A member's code in a programme: the same for ever, so it is not kept.</summary>
    /// <param name="program">The programme.</param>
    /// <param name="member">The id by which the brand sees the member.</param>
    public Code Of(ProgramId program, Guid member) => Code.Derived(
        key, Principal.Of(new PartnerId(program.PartnerId)),
        Uuids.OfHash(TextHash.Of(program.ToString(), member.ToString("D"))));
}

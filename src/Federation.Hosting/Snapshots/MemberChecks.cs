using Federation.Accounts.Internal.V1;
using Federation.Errors.V1;
using Google.Protobuf;

namespace Federation.Hosting;

/// <summary>For whom a brand may act. Pure.</summary>
public static class MemberChecks
{
    /// <summary>The 16 bytes of the id by which a brand sees a member.</summary>
    /// <param name="member">The brand's name of the member, of good form.</param>
    public static ByteString IdOf(string member) =>
        ByteString.CopyFrom(GuidOf(member).ToByteArray(bigEndian: true));

    /// <summary>The id by which a brand sees a member.</summary>
    /// <param name="member">The brand's name of the member, of good form.</param>
    public static Guid GuidOf(string member) => Guid.ParseExact(ResourceNames.FirstId(member), "D");

    /// <summary>Why a brand cannot act for a member; null if it can.</summary>
    /// <param name="member">The brand's name of the member.</param>
    /// <param name="partner">The brand.</param>
    /// <param name="consent">What is known of the member.</param>
    public static Refusal? Refuses(string member, string partner, ResolveSpendingResponse consent)
    {
        if (consent.MemberId.Length == 0)
            return Refusal.NotFound(ErrorReason.MemberNotFound, member);
        if (consent.MemberClosed)
            return new Refusal(ErrorReason.MemberClosed, "The member is closed.");
        return consent.MerchantLinked
            ? null
            : new Refusal(ErrorReason.NotLinked, $"{member} is not linked with {ResourceNames.Partner(partner)}.");
    }
}

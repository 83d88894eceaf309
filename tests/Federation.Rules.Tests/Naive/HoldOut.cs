using System.Numerics;
using System.Security.Cryptography;
using Federation.Programs.V1;

namespace Federation.Rules.Tests;

/// <summary>Which members do not get a campaign.</summary>
internal static class HoldOut
{
    public static bool Has(Campaign? campaign, MemberFacts? member) => campaign is not null && member is not null
        && Bucket(campaign.HoldoutSalt.ToByteArray(), member.Id.ToByteArray()) < campaign.HoldoutBasisPoints;

    public static BigInteger Bucket(byte[] salt, byte[] member)
    {
        var hash = SHA256.HashData([.. salt, .. member]);
        var x = new BigInteger(hash.AsSpan(0, 8), isUnsigned: true, isBigEndian: true);
        return new Fraction(10000 * x, BigInteger.Pow(2, 64)).Floor();
    }
}

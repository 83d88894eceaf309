using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federation;

/// <summary>Which members do not get a campaign, so that its effect can be measured. Whoever has the salt can recompute
/// it.</summary>
public static class HoldOut
{
    /// <summary>Buckets: as many as basis points.</summary>
    public const int Buckets = Units.BasisPoints;

    /// <summary>A member's bucket, below <see cref="Buckets"/>: <c>floor(10000 * x / 2^64)</c>, with x the first 8
    /// bytes, big endian, of the SHA-256 of the salt and the member's id.</summary>
    /// <param name="salt">The campaign's salt.</param>
    /// <param name="member">The 16 bytes of the id by which the brand sees the member.</param>
    public static int BucketOf(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> member)
    {
        Span<byte> input = stackalloc byte[salt.Length + member.Length];
        salt.CopyTo(input);
        member.CopyTo(input[salt.Length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return (int)(((UInt128)BinaryPrimitives.ReadUInt64BigEndian(hash) * Buckets) >> 64);
    }
}

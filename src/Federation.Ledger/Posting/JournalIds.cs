using System.Buffers.Binary;

namespace Federation.Ledger;

/// <summary>Ids of groups and journals.</summary>
internal static class JournalIds
{
    /// <summary>Places in a group: two bytes.</summary>
    public const int MaxPerGroup = 1 << 16;

    /// <summary>Shards that an id can name: ten bits.</summary>
    public const int MaxShards = 1 << 10;

    // The ten bits after the two that name the variant, which begin the ninth byte.
    private const int ShardByte = 8;
    private const int ShardBits = 10;
    private const int VariantBits = 2;

    /// <summary>
    /// A new group's id: version 7, so that it grows with time, with its last two bytes zero. The twelve bits after the
    /// millisecond tell the part of it that has passed (RFC 9562, section 6.2, method 3), since a node writes more than
    /// one group in a millisecond, and what happened first is listed first. The ten bits after the variant name the
    /// shard; 36 random bits are left.
    /// </summary>
    /// <param name="now">System time.</param>
    /// <param name="shard">Which ledger of several wrote it, below <see cref="MaxShards"/>. There is one today, shard
    /// 0: the bits are reserved, so that ids of today stay good when there are more.</param>
    public static Guid NewGroup(DateTimeOffset now, int shard = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, MaxShards);
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        var part = (int)((now.UtcTicks % TimeSpan.TicksPerMillisecond) * (1 << 12) / TimeSpan.TicksPerMillisecond);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)((7 << 12) | part));
        var tail = BinaryPrimitives.ReadUInt16BigEndian(bytes[ShardByte..]);
        const int shift = 16 - VariantBits - ShardBits;
        const int mask = (MaxShards - 1) << shift;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[ShardByte..], (ushort)((tail & ~mask) | (shard << shift)));
        (bytes[14], bytes[15]) = (0, 0);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The shard that a group, or a journal of it, names.</summary>
    public static int ShardOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return (BinaryPrimitives.ReadUInt16BigEndian(bytes[ShardByte..]) >> (16 - VariantBits - ShardBits)) & (
            MaxShards - 1);
    }

    public static Guid At(Guid group, int place)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, MaxPerGroup);
        Span<byte> bytes = stackalloc byte[16];
        group.TryWriteBytes(bytes, bigEndian: true, out _);
        (bytes[14], bytes[15]) = ((byte)(place >> 8), (byte)(place & 0xFF));
        return new Guid(bytes, bigEndian: true);
    }

    public static Guid GroupOf(Guid journal) => At(journal, 0);
}

using System.Buffers.Binary;

namespace Federation.Ledger;

/// <summary>The id of a group: its journals have the same, with their place in the group in the last two
/// bytes.</summary>
internal readonly record struct GroupId(Guid Value)
{
    /// <summary>Places in a group: two bytes.</summary>
    public const int MaxPlaces = 1 << 16;

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
    public static GroupId New(DateTimeOffset now, int shard = 0)
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
        return new GroupId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The group that a journal belongs to.</summary>
    public static GroupId Of(JournalId journal) => new(WithPlace(journal.Value, 0));

    /// <summary>The id of the journal at a place in the group.</summary>
    public JournalId At(int place)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, MaxPlaces);
        return new JournalId(WithPlace(Value, place));
    }

    /// <summary>The shard that the group names.</summary>
    public int Shard
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Value.TryWriteBytes(bytes, bigEndian: true, out _);
            const int shift = 16 - VariantBits - ShardBits;
            return (BinaryPrimitives.ReadUInt16BigEndian(bytes[ShardByte..]) >> shift) & (MaxShards - 1);
        }
    }

    public override string ToString() => Value.ToString("D");

    private static Guid WithPlace(Guid id, int place)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        (bytes[14], bytes[15]) = ((byte)(place >> 8), (byte)(place & 0xFF));
        return new Guid(bytes, bigEndian: true);
    }
}

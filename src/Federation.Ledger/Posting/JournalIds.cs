using System.Buffers.Binary;
using Federation.Ledger.V1;

namespace Federation.Ledger;

/// <summary>Ids of groups and journals.</summary>
internal static class JournalIds
{
    /// <summary>Places in a group: two bytes.</summary>
    public const int MaxPerGroup = 1 << 16;

    /// <summary>
    /// A new group's id: version 7, so that it grows with time, with its last two bytes zero. The twelve bits after the
    /// millisecond tell the part of it that has passed (RFC 9562, section 6.2, method 3), since a node writes more than one
    /// group in a millisecond, and what happened first is listed first.
    /// </summary>
    public static Guid NewGroup(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        var part = (int)((now.UtcTicks % TimeSpan.TicksPerMillisecond) * (1 << 12) / TimeSpan.TicksPerMillisecond);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)((7 << 12) | part));
        (bytes[14], bytes[15]) = (0, 0);
        return new Guid(bytes, bigEndian: true);
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

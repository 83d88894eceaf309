using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Federation;

/// <summary>
/// The one spelling of a UUID that is taken: 36 characters, lower-case hexadecimal digits in groups of 8-4-4-4-12.
/// .NET's
/// own readers also take blanks and line breaks around it, braces, signs and <c>0x</c> in a group: one id would have
/// many
/// names.
/// </summary>
public static class Uuids
{
    private const int Length = 36;

    /// <summary>An id made from another one and a number: version 8, from the SHA-256 of both.</summary>
    public static Guid Derived(Guid from, int number)
    {
        Span<byte> input = stackalloc byte[20];
        from.TryWriteBytes(input, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(input[16..], number);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return OfHash(hash);
    }

    /// <summary>The id that a hash of at least 16 bytes stands for: version 8, with the first 122 free bits of
    /// it.</summary>
    public static Guid OfHash(ReadOnlySpan<byte> hash)
    {
        Span<byte> id = stackalloc byte[16];
        hash[..16].CopyTo(id);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }

    public static bool TryParse(ReadOnlySpan<char> text, out Guid id)
    {
        id = default;
        if (text.Length != Length)
            return false;
        for (var i = 0; i < Length; i++)
            if (i is 8 or 13 or 18 or 23 ? text[i] != '-' : !char.IsAsciiHexDigitLower(text[i]))
                return false;
        return Guid.TryParseExact(text, "D", out id);
    }
}

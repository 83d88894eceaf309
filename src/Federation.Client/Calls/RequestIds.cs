using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Client;

/// <summary>
/// Ids of commands. A command sent again with its id is decided once; so make the id before the first attempt, and keep
/// it until the answer is known.
/// </summary>
public static class RequestIds
{
    /// <summary>A new id: a UUID of version 7, which grows with time.</summary>
    public static string New() => Guid.CreateVersion7().ToString("D");

    /// <summary>
    /// The id that belongs to a text of the caller's, for instance a row of a file: always the same UUID, of version 8,
    /// for the same scope and text. The first 122 free bits of a SHA-256 over both, each preceded by its length.
    /// </summary>
    /// <param name="scope">What the texts are unique in.</param>
    /// <param name="text">What the command is made from.</param>
    public static string Derive(string scope, string text)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(text);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, scope);
        Append(hash, text);
        Span<byte> bytes = stackalloc byte[32];
        hash.GetHashAndReset(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes[..16], bigEndian: true).ToString("D");
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

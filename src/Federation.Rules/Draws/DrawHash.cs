using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Rules;

/// <summary>SHA-256 over parts that cannot run into each other: each is preceded by its length in 4 bytes, and integers
/// are 8 bytes, all big endian.</summary>
internal sealed class DrawHash : IDisposable
{
    /// <summary>Refuses half characters, which would otherwise all become the same replacement character.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public DrawHash Add(string text) => Add(Utf8.GetBytes(text));

    public DrawHash Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return Add(bytes);
    }

    public DrawHash Add(ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
        return this;
    }

    public byte[] Result() => hash.GetHashAndReset();

    public void Dispose() => hash.Dispose();
}

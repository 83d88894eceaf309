using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Federation;

/// <summary>The hash of some texts: SHA-256 over each in UTF-8, preceded by its length in four bytes, the highest
/// first. So no two lists of texts are hashed as one.</summary>
public static class TextHash
{
    public static byte[] Of(params ReadOnlySpan<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var text in texts)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
        return hash.GetHashAndReset();
    }
}

using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Federation;

/// <summary>
/// Turns member ids into each partner's own names and back: one AES block under a key of the partner's, derived from
/// the alliance's. A permutation, so names need no table, cannot be joined by two partners, and a name that was never
/// given to this partner decodes to an id whose code is wrong (a guess succeeds once in 2^64).
/// </summary>
public sealed class MemberNames
{
    private const int CodeOffset = 8;
    private readonly byte[] key;
    private readonly byte[] codeKey;
    private readonly ConcurrentDictionary<string, ViewerCipher> ciphers = new(StringComparer.Ordinal);

    /// <param name="key">32 bytes, derived from the alliance's key for this purpose alone.</param>
    public MemberNames(ReadOnlySpan<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, 32);
        this.key = key.ToArray();
        codeKey = HMACSHA256.HashData(this.key, "member-id-code"u8);
    }

    /// <summary>A new id.</summary>
    public MemberId NewId(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, now.ToUnixTimeMilliseconds() << 16);
        RandomNumberGenerator.Fill(bytes[6..CodeOffset]);
        WriteCode(bytes[..CodeOffset], bytes[CodeOffset..]);
        return new MemberId(new Guid(bytes, bigEndian: true));
    }

    /// <summary>The member's name for a viewer: a partner's id, or <c>alliance</c>.</summary>
    public string NameFor(string viewer, MemberId member)
    {
        Span<byte> name = stackalloc byte[16];
        member.Value.TryWriteBytes(name, bigEndian: true, out _);
        CipherOf(viewer).Encrypt(name);
        return string.Concat(ResourceNames.Members, new Guid(name, bigEndian: true).ToString("D"));
    }

    /// <summary>The member behind a viewer's name, if the name was ever given to this viewer.</summary>
    public bool TryRead(string viewer, string name, out MemberId member)
    {
        member = default;
        if (!ResourceNames.TryUuid(name, ResourceNames.Members, out var pairwise))
            return false;
        Span<byte> id = stackalloc byte[16];
        pairwise.TryWriteBytes(id, bigEndian: true, out _);
        CipherOf(viewer).Decrypt(id);
        if (!HasCode(id))
            return false;
        member = new MemberId(new Guid(id, bigEndian: true));
        return true;
    }

    /// <summary>Reads an internal id as modules send it to each other.</summary>
    public bool TryReadInternal(string text, out MemberId member)
    {
        member = default;
        if (!Uuids.TryParse(text, out var value))
            return false;
        Span<byte> id = stackalloc byte[16];
        value.TryWriteBytes(id, bigEndian: true, out _);
        if (!HasCode(id))
            return false;
        member = new MemberId(value);
        return true;
    }

    private ViewerCipher CipherOf(string viewer) => ciphers.TryGetValue(viewer, out var known)
        ? known
        : ciphers.GetOrAdd(
            viewer, v => new ViewerCipher(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("viewer:" + v))));

    private bool HasCode(ReadOnlySpan<byte> id)
    {
        Span<byte> code = stackalloc byte[8];
        WriteCode(id[..CodeOffset], code);
        return CryptographicOperations.FixedTimeEquals(code, id[CodeOffset..]);
    }

    private void WriteCode(ReadOnlySpan<byte> head, Span<byte> code)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(codeKey, head, hash);
        hash[..8].CopyTo(code);
    }
}
